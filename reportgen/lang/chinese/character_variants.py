"""Corrects OpenCC's choice among variants of a character, by the characters beside it.

One Simplified character may stand for several Traditional ones, and OpenCC chooses by a list of phrases without
knowing where words end: it reads 国历 in 我国历史 and writes 國曆史, 长发 in 署长发表 and writes 署長髮表, 于戏 in
於戲院. Mostly the next character decides: before 史 it is 歷, before 表 發. Each row below is such a decision, or a
form that only the Government writes (入伙, 准照, 般咸道). Where a frequent word ends before the character (敌人|欲,
家长|须), `word_borders.txt` has it, made by crossing OpenCC's phrases with the frequencies of words. The rows are
applied to OpenCC's output, because matching them before would hide the words around them from its phrases. Names of
the glossary, vocabulary and listed spellings are not corrected here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_Row = tuple[str, str, str]
"""The character that OpenCC wrote, the one to print, and a pattern that its neighbours must match (from it on)."""

_HONGKONG: tuple[_Row, ...] = (
    (
        "併",
        "並",
        "(?=不|成為|兼[具備顧容有任]|合影|非|無)|(?<=[，、；。：）].)(?![購入吞軌排網]|發症|科)|(?<=建交.)|(?<=[結組聯配符綜整混契融吻集適場]合.)(?![購吞入]|發症)",
    ),
    ("並", "併", "(?<=合.)(?<![結組聯配符綜整混契融吻集適場].{2})(?![且非不無未沒])"),
    ("个", "個", ""),
    ("乾", "干", "(?=[預擾涉])"),  # 人口|干涉
    ("乾", "幹", "(?=[部線]|活(?!動|力)|重活|農活|點[甚兒活事]|甚麼|的[事活力工]|起[來活]|實事|革命|警(?!戒))"),
    (
        "于",
        "於",
        "(?=是)|(?<=[業負走勤限位處終基關對由至等在屬低高小多少異同善忠源始見介居樂便利急敢甘立任職畢免融起].)",
    ),
    ("云", "雲", "(?=[南集霧層端計平服存母盤朵])"),
    ("价", "價", "(?=[值格錢])"),
    ("伕", "夫", ""),
    ("伙", "夥", "(?=伴)"),
    ("占", "佔", "(?=區[內外域])|(?<=人口.)|(?<=面積.)"),
    ("佔", "占", "(?=士(?!兵|紳|氣)|姆士|卜|星|碑)"),  # 占士 is James
    ("余", "餘", "(?=[地額下款])"),
    ("併", "並", "(?=[且非])|(?<![合吞兼裁].)(?=[未無肩])"),  # 結合|並且
    ("係", "系", "(?=統(?![一治籌計])|列(?![為入出席明]))"),  # 就|系統
    ("俬", "私", "(?=[人營有信募隱下自利事心])"),
    ("倖", "幸", "(?=[福好運虧而])"),
    ("借", "藉", "(?=[此着故]|口(?!岸)|機(?![場構器]))"),
    ("傢", "家", "(?=俬[人營有信募隱下自利事心]|俱[樂全備]|[夥伙][伴食])"),
    ("像", "象", "(?=徵)"),
    ("儘", "盡", "(?!管(?!理))"),  # 盡快, 盡量, 盡可能; only 儘管 keeps it
    (
        "准",
        "準",
        "(?<![批核獲恩].)(?=[備則確繩])|(?<=批.)(?=備(?![案存用])|則|確(?!認)|時(?!限|間)|繩)|(?<=[獲核恩].)(?=備(?![案存用])|確(?!認)|則(?!可))",
    ),
    ("几", "幾", "(?<![茶明].)"),
    (
        "出",
        "齣",
        "(?<=[0-9一二三四五六七八九十兩幾多數首每該這那].)(?=話劇|劇目|粵劇|折子戲|音樂劇|歌劇|舞劇|京劇|崑劇)",
    ),
    (
        "制",
        "製",
        "(?=造(?![成就價福詣訪假型反林]))|(?<![限控管抑強牽遏節克機體].)(?=作(?![用出為業戰風法者])|劑)"
        "|(?<![限控管抑強牽遏節克機體規法稅專建編公轉改壓學].)(?=品|成品|藥(?!物))",
    ),
    ("剋", "克", "(?=制)"),
    ("占", "佔", "(?=[領有據地比用優去])"),
    (
        "后",
        "後",
        "(?<![皇太王天影母帝蟻蜂歌望仙].)(?=[來面者期果勤續座方備代援世人悔裔])|(?<=[今昨明每幾兩三十0-9夏半那白當冬]天.)|(?<=父母.)|(?<=[電攝]影.)|(?<=元.)|(?<=[入進射點罰輸踢]球.)",
    ),
    ("嚮", "向", "(?=[明應]|導[致演航彈入線出電師盲讀])"),
    ("向", "嚮", "(?=往(?!往))"),
    ("唸", "念", "(?=頭)"),
    ("回", "迴", "(?=[避旋])"),  # 主要|迴避
    ("夥", "伙", "(?<=[入大小拆散搭膳].)(?!伴|人)"),  # 入伙 is moving into a new flat
    ("干", "乾", "(?=[淨旱燥脆])"),
    ("厂", "廠", ""),
    ("干", "幹", "(?<![若相].)(?=部|線(?!電)|勁|活(?!動|力)|重活|流(?=[和與及、，。的域支上中下水])|警(?!戒)|休所)"),
    ("幹", "乾", "(?=[淨旱燥脆])"),
    ("幹", "干", "(?=[預擾涉犯])"),  # 能|干預, 公|干涉
    ("广", "廣", ""),  # 推廣|部分
    ("彙", "匯", "(?<![詞字語辭].)(?=[報集編整總率合票款兌])"),
    ("征", "徵", "(?=[集求收稅費款詢聘募])"),  # 能力|徵集
    ("復", "複", "(?=[雜習]|合[材型式物])|(?<![恢康收修].)(?=印)"),
    ("徵", "征", "(?<![特象表體病].)(?=[服戰途討])|(?<![特象表體病].)(?=程(?!序|度))"),
    ("徵", "征", "(?<=出.)(?![收費求集詢得用款稅聘募地])"),
    ("採", "采", "(?=邑)"),
    ("摺", "折", "(?=[磨騰斷射扣算返舊])"),
    ("摺", "折", "(?=子戲)"),
    ("斗", "鬥", "(?=[爭志])"),
    ("昇", "升", "(?=[級高降學幅溫值])|(?<=飛.)"),  # 廣東|升級
    ("丑", "醜", "(?=[聞化惡態陋行])"),
    ("慾", "欲", "(?=[購買加言睡墜滴申將再用以索取與重前出入知])|(?<=[使令讓]人.)"),
    ("曆", "歷", "(?=[史代任屆程次])|(?<![農公西日月萬陰陽].)(?=[來時經])"),  # 我國|歷史
    (
        "歷",
        "曆",
        "(?<!經.)(?=法(?![律國庭治人])|書(?!記))|(?<=[一每個].)(?=年(?![來間以度]))|(?<=[陰陽農佛].)(?![史代任屆程次時經盡來])|(?=日(?:計|[數期算，。、]))",
    ),
    ("枱", "台", "(?=[灣北海商胞上下階中])|(?<=操作.)"),
    ("颱", "台", "(?=風[扇格險景味波光琴水車])"),
    ("緻", "致", "(?=[力使富癌敬電函辭謝歉哀仕畸])"),
    ("樑", "梁", "(?<=[中全我美英]國.)|(?<=[通不經超]過.)"),
    ("沖", "衝", "(?=[突擊動破刺])"),
    ("注", "註", "(?=冊|釋)"),
    ("涌", "湧", "(?<![河葵東潭魚].)(?=[現入出向至到動進])"),
    ("游", "遊", "(?=[客戲覽說玩記船艇輪樂蕩]|行(?![業政動為使]))"),
    (
        "湧",
        "涌",
        "(?<![噴洶泉奔潮雲翻狂蜂波暗].)(?![現入升出向至起來到流動泉進上浪後])|(?<=[河葵東潭].)",
    ),  # a creek: 河涌, 北潭涌
    ("準", "准", "(?<![標水基].)(?=[照證入許予])|(?<=[暫核].)(?!備|確)"),  # 准照, 市場准入
    ("盡", "儘", "(?<![竭詳無].)(?=管(?!理))"),
    ("睏", "困", "(?=[難境擾局惑])"),
    ("瞭", "了", "(?=解|如(?!指掌))|(?<=目.)"),
    ("矇", "蒙", "(?=[混蔽])"),
    ("穫", "獲", "(?=[得獎批悉授選])"),  # 吸收|獲得
    ("箇", "個", "(?<=[0-9一二三四五六七八九十百千萬餘兩幾多這那各每某整半單].)"),  # 一個|中國
    (
        "籤",
        "簽",
        "(?<![標抽書竹牙求靈棉藥中].)(?![文詩筒])|(?<=[中求].)(?=[署訂字約發名])|(?<=[要需請]求.)",
    ),  # 標籤, 抽籤 keep it
    ("系", "係", "(?<=關.)(?!統(?![一治籌])|列(?![為入出席明]))"),
    ("系", "繫", "(?<=聯.)(?!統(?![一治籌])|列(?![為入出席明]))"),
    ("繫", "系", "(?=統(?![一治籌])|列)"),  # 互聯|系統
    ("脩", "修", ""),  # 結束|修訂
    ("范", "範", "(?=[圍疇例本式])"),
    ("蔘", "參", "(?=[加與考觀照選賽軍展股評議謀])"),  # 有人|參加
    ("衝", "沖", "(?<!脈.)(?=[調廁身晒曬涼茶洗積刷走水印泡])"),
    (
        "裏",
        "里",
        "(?=程碑|姆林宮|赫特|希特)|(?<=[家市間社].)(?=程(?![度序式])|昂|約熱)|(?<=索馬.)|(?<=滿洲.)"
        "|(?<=馬.)(?=[、，。；和與及]|共和|總[統理]|政府|首都|蘭|奧)",
    ),  # 國家|里程碑, 馬里、加納
    (
        "製",
        "制",
        "(?<=兩.)|(?<=[身法].)(?=作(?:保|出|為|用))|(?<=合作.)(?=[為的])|(?=[度定約訂止裁衡動])|(?<!訂.)(?=服)",
    ),  # 規定|制度, 香港|制定
    ("複", "復", "(?=[興蘇])"),
    ("複", "覆", "(?<=反.)"),
    ("襬", "擺", "(?=[脫放設動])"),
    (
        "覆",
        "復",
        "(?=[興蘇])|(?<=回.)(?=正常|平靜|暢順|昔日|原[狀貌樣]|[到至](?:正常|疫情|以往|原|[0-9])|[增上回]|升(?!降|學)|元氣|生機|自由|穩定"
        "|活力|體力|秩序|舊觀|平衡|健康|信心|青春|供[電水應]|通車|營業|運作)",
    ),
    ("覆", "複", "(?=[雜習])"),
    ("託", "托", "(?=福)"),
    ("註", "注", "(?<=簽.)|(?=[意重入射])"),  # 增加|注入
    ("誌", "志", "(?=在必得|同道合|[士氣趣])"),
    ("誌", "志", "(?=[願向])|(?<=方.)(?![慶哀銘])"),
    ("讚", "贊", "(?=同|助|成(?![績就果功]))"),
    ("贊", "讚", "(?=好)"),
    ("迴", "回", "(?<![巡迂輪徘縈].)(?![旋避響路廊盪蕩圈轉繞環腸翔紋聲光百])"),  # 迴旋, 迴避, 巡迴 keep it
    ("遊", "游", "(?=[泳擊牧離]|[過到回向](?:[河江池對岸]|海(?!洋|外|南)|大[河江海])|上岸)"),
    ("采", "採", "(?=[用取訪集購納樣伐礦掘證信摘煤石])"),  # 沒有|採取
    ("症", "徵", "(?<=綜合.)(?=[費稅收集])"),
    ("里", "裏", "(?<=[海河江湖水池塘溪缸].)(?=魚)"),
    ("里", "裏", "(?<![公英海鄰千萬華故鄉].)(?=面|邊)"),
    ("釐", "厘", "(?![定訂清正整革改])(?<!毫.)"),  # 厘米, 一厘; 釐定, 釐清 keep it
    ("鉅", "巨", "(?=[額細著款資])"),
    ("錶", "表", "(?=[示達明現述揚決態彰演格情])"),  # 選手|表示, 中電|表示
    ("鍊", "鏈", "(?<![磨百錘淬凝鍛].)(?![金冶])"),
    ("隻", "只", "(?:(?<=[有是大首整換單小半].)|(?<=第.{2}))(?=[要能有是好見會需可限須供怕因管顧不得求])"),  # 沒有|只能
    (
        "隻",
        "只",
        "(?<=[這那此各該一二三四五六日月周多].)"
        "(?=[要能好見需限須供怕因管顧關會是可涉憑靠想肯用准許剩佔接為得聞看屬反聚說讓談講提知]|有(?:助|利|在|少數|一[個名位間家項]))",
    ),
    ("面", "麵", "(?=粉(?![刷碎紅末飾])|包(?![括含圍攬裝容涵辦庇廂袱紮袋]))|(?<=粥.)"),
    ("鬆", "松", "(?<=[青赤雪蒼].)"),
    ("松", "鬆", "(?=[綁弛懈]|時緊)|(?<=時.)(?=時)"),
    (
        "髮",
        "發",
        "(?<=[局署司處部市省校院會廳館所組科縣區鎮書總行庭團站社店議隊船廠理事外]長.)|(?<=[金貿].)(?=[局會])|(?<=美.)(?=生(?!意)|出|展)",
    ),
    ("鬚", "須", "(?<=[^的很又較最極，。、；：（「\\s]長.)(?![髮眉毛鯨鬚])"),
    ("髮", "發", "(?=[表言布放展起揮電病牌票球揚還射明作售覺源回送給熱達育掘信]|光(?!澤))"),  # 署長|發表, 基金|發放
    (
        "髮",
        "發",
        "(?:(?<![頭毛理染美護].)|(?<=[街巨龍源碼]頭.)|(?<=[感傳污沾]染.)|(?<=辦理.))"
        "(?=生(?!長)|出(?!口)|行(?!業)|現(?!象)|動(?!人))",
    ),  # 感染|發生; 頭髮出現 keeps it
    ("鬆", "松", "(?=[樹木柏江香])"),
    ("鬍", "胡", "(?<=長.)"),
    ("鬥", "斗", "(?<=[泥抓料鏟挖漏熨貨車吊拖].)(?![爭志氣毆])|(?<=保.)(?!士)"),
    ("鹹", "咸", "(?<=[漆般].)|(?=美頓)"),  # 般咸道
    ("麴", "曲", "(?=[折線目調藝])"),
    ("麴", "曲", "(?=霉)"),
    ("麵", "面", "(?=[積對臨向試談世前額值貌目])"),  # 開發|面積
    ("齣", "出", "(?=[來現去版口台售發入席院生資租路]|內[羅])|(?<=[息策言令片話案聞]一.)|(?<=唯一.)"),  # 第一|出現
)
"""Neighbours are given as the Government writes them, because glyphs are chosen before (`spelling.glyphs`)."""

_SIMPLIFIED: tuple[_Row, ...] = (
    ("乾", "干", "(?=[净燥旱脆])|(?<=[烘饼风晒吹擦抹晾烤].)"),
    ("徵", "征", "(?<!魏.)(?!羽)"),  # 改變|徵收
    ("於", "于", ""),  # 於|戲院, 於|倫敦
    ("昇", "升", "(?=[华平天])"),
    ("氾", "泛", "(?=滥)"),
    ("蒐", "搜", "(?=[集罗证])"),
    ("迳", "径", "(?=[流自])"),
    ("釐", "厘", ""),  # 每年|釐定
    ("钜", "巨", "(?<=艰.)"),
    ("链", "炼", "(?<=[锻锤磨淬].)"),
)
"""Characters that OpenCC leaves Traditional because a rare name or a classical word of its list begins there."""

_TABLES = {"hongkong": _HONGKONG, "mainland": _SIMPLIFIED, "web": _SIMPLIFIED}


class CharacterVariants:
    """Chooses character variants for one spelling (`Language.chinese.spelling`); without a table it changes nothing."""

    def __init__(self, spelling: str) -> None:
        self._table = _TABLES.get(spelling, ())
        self._borders = _word_borders() if spelling == "hongkong" else {}
        self._rows: dict[str, list[tuple[str, str]]] = {}
        for character, variant, where in self._table:
            self._rows.setdefault(character, []).append((variant, character + _group(where)))

    def choose(self, text: str) -> str:
        """Return the text with each of the table's characters in the variant that its neighbours ask for."""
        return _any_of(self._table, "".join(self._borders)).sub(self._variant, text) if self._table else text

    def _variant(self, found: re.Match[str]) -> str:
        """The variant of the first row that matches; `re` compiles and caches its pattern at first use.

        Where none does, the character behind a border of words is what it is by itself.
        """
        written, text, at = found[0], found.string, found.start()
        for form, where in self._rows.get(written, ()):
            if re.compile(where).match(text, at):
                return form
        border = self._borders.get(written)
        if border and text[max(0, at - 2) : at] in border.before and text[at + 1 : at + 2] not in border.stays:
            return border.alone
        return written


class _Border(NamedTuple):
    """What a character is by itself, characters before which it stays, and pairs of characters that end a word."""

    alone: str
    stays: frozenset[str]
    before: frozenset[str]


@cache
def _word_borders() -> Mapping[str, _Border]:
    """The table that `tools/make_word_borders.py` makes, by the character that OpenCC wrote across a border."""
    borders: dict[str, _Border] = {}
    for line in Path(__file__).with_name("word_borders.txt").read_text("utf-8").splitlines():
        written, alone, stays, before = line.split(" ")
        pairs = (before[at : at + 2] for at in range(0, len(before), 2))
        borders[written] = _Border(alone, frozenset(stays), frozenset(pairs))
    return borders


def _group(where: str) -> str:
    return f"(?:{where})" if where else ""


@cache
def _any_of(rows: Iterable[_Row], others: str) -> re.Pattern[str]:
    """All rows in one pattern, and other characters wherever they stand.

    Each alternative begins with one character, not with a set, which lets the engine skip through a long text.
    """
    return re.compile("|".join([*(character + _group(where) for character, _, where in rows), *others]))
