"""Character fixes around OpenCC: where its choice is not Hong Kong Government or Mainland spelling.

Three kinds, and each where it belongs:

* *words* are matched in the source, together with names and vocabulary, and replace OpenCC's work;
* *glyphs* and *forms* choose **after** OpenCC among the characters it wrote, because matching them
  before would hide the words around them from OpenCC's phrase tables (說干就干 → 說幹就幹 needs all
  four characters). A glyph depends on no context; a form on its neighbours.

Hong Kong forms are those of info.gov.hk press releases and news.gov.hk; Mainland forms those of
通用规范汉字表 (2013) and 第一批异形词整理表 (GF 1001-2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HONGKONG_GLYPHS: Mapping[str, str] = MappingProxyType(
    {
        # OpenCC's hk form → what the Government types
        **{"説": "說", "税": "稅", "脱": "脫", "兑": "兌", "閲": "閱", "悦": "悅", "鋭": "銳", "蜕": "蛻"},
        **{"温": "溫", "愠": "慍", "藴": "蘊", "醖": "醞", "揾": "搵", "葱": "蔥", "卧": "臥"},
        **{"户": "戶", "羣": "群", "牀": "床", "峯": "峰", "麪": "麵", "綫": "線", "啓": "啟", "賬": "帳"},
        **{"豔": "艷", "嫺": "嫻", "恆": "恒", "佈": "布", "週": "周", "彞": "彝", "〇": "○", "巖": "岩"},
        **{"燬": "毀", "譭": "毀", "黴": "霉", "閤": "合", "牴": "抵", "慼": "戚", "釦": "扣", "鬨": "哄"},
        **{"譁": "嘩", "卹": "恤"},
    }
)
"""Applied to what OpenCC wrote for zh-Hant; names from the glossary are not subject to it."""

_HONGKONG_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "佔": ("占", "(?=士(?!兵|紳|氣)|姆士|卜|星|碑)"),  # 占士 is James
        "儘": ("盡", "(?!管(?!理))"),  # 盡快, 盡量, 盡可能; only 儘管 keeps it
        "剋": ("克", "(?=制)"),
        "夥": ("伙", "(?<=[入大小拆散搭膳].)(?!伴|人)"),  # 入伙 is moving into a new flat
        "彙": ("匯", "(?<![詞字語辭].)(?=[報集編整總])"),
        "徵": ("征", "(?<=新.)(?=程(?!序|度))"),
        "摺": ("折", "(?=子戲)"),
        "準": ("准", "(?<![標水基].)(?=[照證入許予])"),  # 准照, 市場准入
        "湧": ("涌", "(?<![噴洶泉奔潮雲翻狂].)(?![現入出向至起來到流動泉進上浪後])"),  # 涌 is a creek: 河涌, 北潭涌
        "瞭": ("了", "(?=解)|(?<=目.)"),
        "矇": ("蒙", "(?=[混蔽])"),
        "籤": ("簽", "(?<![標抽書竹牙求靈中].)(?![文詩筒])"),  # 標籤, 抽籤 keep it
        "託": ("托", "(?=福)"),
        "註": ("注", "(?<=簽.)"),
        "誌": ("志", "(?<=方.)(?![慶哀銘])"),
        "衝": ("沖", "(?=[調廁身晒曬涼茶])"),
        "覆": ("復", "(?<=回.)(?=正常|平靜|暢順|昔日|原[狀貌樣]|[到至](?:正常|疫情|以往|原))"),
        "贊": ("讚", "(?=好)"),
        "迴": ("回", "(?=[歸流音天心文護])|(?<=批.)"),  # 回歸, 回流; 迴旋, 迴避, 巡迴 keep it
        "釐": ("厘", "(?![定訂清正整革改])(?<!毫.)"),  # 厘米, 一厘; 釐定, 釐清 keep it
        "鉅": ("巨", "(?=[額細著款資])"),
        "鍊": ("鏈", "(?<![磨百錘淬凝鍛].)(?![金冶])"),
        "鬥": ("斗", "(?<=[泥保抓料鏟挖漏熨].)"),
        "鹹": ("咸", "(?<=[漆般].)|(?=美頓)"),  # 般咸道
        "伙": ("夥", "(?=伴)"),
        "係": ("系", "(?=[統列])"),  # 就|系統
        "麴": ("曲", "(?=霉)"),
        "併": ("並", "(?=[且非])"),  # 結合|並且
        "幹": ("干", "(?=[預擾涉犯])"),  # 能|干預, 公|干涉
        "繫": ("系", "(?=統)"),  # 互聯|系統
        "製": ("制", "(?<=兩.)"),  # 一國兩制|成功
        "錶": ("表", "(?=[示達明現述揚決態彰演格])"),  # 選手|表示, 中電|表示
        "髮": ("發", "(?=[表言布放展起揮電病牌票球揚還射明作售覺源回送給熱]|生(?!長)|出(?!口)|行(?!業)|現(?!象)|動(?!人))"),  # 署長|發表, 基金|發放, 感染|發生
        "麵": ("面", "(?=[積對臨向試談世前額值貌目])"),  # 開發|面積
    }
)
"""Form that OpenCC writes → the Government's, and between which neighbours, in the Government's glyphs."""

_SIMPLIFIED_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "於": ("于", ""),  # 於戲|院, 於倫|敦
        "徵": ("征", "(?<!魏.)(?!羽)"),  # 改變徵|收
        "氾": ("泛", "(?=滥)"),
        "蒐": ("搜", "(?=[集罗证])"),
        "釐": ("厘", "(?=[定订清正])"),  # 每年釐|定
    }
)
"""What OpenCC leaves Traditional because its rare names and classical words begin or end there → Simplified."""


def _pairs(table: str) -> Mapping[str, str]:
    """The words of a table: `source=printed`, separated by blanks; a line that begins with # is a remark."""
    lines = (line for line in table.splitlines() if not line.lstrip().startswith("#"))
    return MappingProxyType(dict(pair.split("=") for line in lines for pair in line.split()))


_TO_HONGKONG = _pairs(
    """
    # 複 repeats, 復 restores, 覆 goes over again or answers: medical and legal review is 覆
    复诊=覆診 复核=覆核 复检=覆檢 复查=覆查 复审=覆審 复议=覆議 复述=覆述 复函=覆函 复信=覆信 复电=覆電
    复苏=復蘇
    # 錶 and 儀錶 measure, 表 lists; 沖 is water's, 衝 is a rush
    咪表=咪錶 停车收费表=停車收費錶 仪表板=儀錶板 体温表=體溫錶 抄表=抄錶 计程表=計程錶
    # 斗 holds a load, 鬥 fights; 遊 is for pleasure, 游 in water
    泥斗=泥斗 货斗=貨斗 车斗=車斗 吊斗=吊斗 拖斗=拖斗 料斗=料斗 铲斗=鏟斗 挖斗=挖斗 亲子游=親子遊 生态游=生態遊
    文化游=文化遊 自驾游=自駕遊 团队游=團隊遊 乡村游=鄉村遊 短途游=短途遊 海岛游=海島遊
    # 製 makes a thing; what OpenCC does not list
    铸制=鑄製 翻制=翻製 制氢=製氫 烤制=烤製 焗制=焗製 焙制=焙製 私制=私製
    # 匯 also for 彙, as the Government types it; the bank and its house write 滙
    总汇=總匯 汇丰=滙豐 汇控=滙控
    # 紮 binds, 扎 pricks; 舖 is a shop, 鋪 is to pave
    扎作=紮作 扎铁=紮鐵 铁扎=鐵紮 扎染=紮染 街铺=街舖 地铺=地舖 吉铺=吉舖 金铺=金舖 当铺=當舖 旧铺=舊舖
    # flour is 麵 and ginger 薑 also where no other food tells it
    粉面=粉麵 面档=麵檔 姜葱=薑蔥 酸姜=酸薑 姜花=薑花
    # single words, among them 國家具有, which is not 國傢俱有
    家具=家具 国家具=國家具 家具有=家具有 家具备=家具備 注定=注定
    厦村=厦村 柜台=櫃台 什么=甚麼 不准=不准 系数=系數 系安全带=繫安全帶 干德道=干德道 干散货=乾散貨
    稍松=稍鬆 郁郁=鬱鬱 并轨=併軌 胶卷=膠卷 卷闸=捲閘 胡同=胡同 点赞=點讚 扎根=扎根 扎实=扎實 自愈=自癒
    恒常=恆常 恒常化=恒常化 恒温=恆溫 恒久=恆久 恒定=恆定 恒心=恆心 托儿=託兒
    借助=借助 锻炼=鍛煉 磨炼=磨煉 粘贴=黏貼 所托=所託 日托=日託 背负=背負 珐琅=琺瑯 熏蒸=熏蒸 疗愈=療癒
    彩排=綵排 搜集=搜集 搜罗=搜羅 搜证=搜證 局限=局限
    和面=和面 并为=並為 人参=人參 海参=海參 商铺=商舖 店铺=店舖 铺位=舖位 一签多行=一簽多行 抗御=抗禦 葱郁=蔥鬱
    """
)
"""Mainland word → Hong Kong Government spelling."""

_TO_MAINLAND = _pairs(
    """
    # 覆 is reduced to 复 in the sense of again and of answering, never of covering or overturning
    覆診=复诊 覆核=复核 覆檢=复检 覆查=复查 覆審=复审 覆議=复议 覆述=复述 覆課=复课 覆實=核实 覆函=复函
    覆信=复信 覆電=复电 查覆=查复 來覆=来复 奉覆=奉复 函覆=函复 批覆=批复 覆試=复试 覆賽=复赛 覆驗=复验
    覆測=复测
    # 份 is a share, 分 a component: 第一批异形词整理表
    部份=部分 成份=成分 份量=分量 水份=水分 過份=过分 充份=充分 名份=名分 緣份=缘分 養份=养分 糖份=糖分
    鹽份=盐分 福份=福分 恰如其份=恰如其分
    # 身份 and 巨 are the recommended forms there
    身分=身份 鉅額=巨额 鉅款=巨款 鉅資=巨资 鉅著=巨著 鉅細=巨细 鉅獎=巨奖
    # 著 is typed for the particle 着 in many Hong Kong sources; the words of KEEP keep it
    藉着=借着 藉著=借着 著=着
    # variants in Hong Kong texts that OpenCC passes through, and single words
    連繫=联系 規畫=规划 計畫=计划 筆劃=笔画 甚麼=什么 麻痺=麻痹 徬徨=彷徨 祇=只 紥=扎 帳=账 打拚=打拼 拚搏=拼搏
    姪=侄 籐=藤 燄=焰 蔴=麻 荳=豆 菓=果 痳疹=麻疹 寃=冤 宂=冗 遯=遁 保祐=保佑 讌會=宴会 歡讌=欢宴 矽谷=硅谷
    矽晶=硅晶 含矽=含硅 跴=踩 掃瞄=扫描 牠=它 妳=你 疏濬=疏浚 砲=炮 搾=榨 賸=剩 倣=仿 餽=馈 窰=窑 簷=檐 糢糊=模糊
    瑯=琅 躱=躲 汚=污 綑=捆 揹=背
    """
)
"""Hong Kong word → Mainland spelling."""

_KEEP_IN_HONGKONG_TEXT = (
    *("著名", "著作", "著述", "著稱", "著書", "著者", "著錄", "名著", "原著", "專著", "論著", "巨著", "遺著"),
    *("著有", "所著", "編著", "合著", "譯著", "土著", "卓著", "顯著", "昭著", "較著", "拙著", "新著", "神祇", "地祇"),
)
"""Words in which a single character of `_TO_MAINLAND` is meant as it stands."""


_TO_WEB = _pairs("覆=覆")
"""Hong Kong word → the Simplified pages of its Government, which change characters alone: 答覆, 司法覆核, 帐户, 身分."""

_WORDS = {"mainland": _TO_MAINLAND, "hongkong": _TO_HONGKONG, "web": _TO_WEB}
_KEPT = {"mainland": _KEEP_IN_HONGKONG_TEXT}
_GLYPHS = {"hongkong": HONGKONG_GLYPHS}
_FORMS = {"hongkong": _HONGKONG_FORMS, "mainland": _SIMPLIFIED_FORMS, "web": _SIMPLIFIED_FORMS}


def word_fixes(spelling: str) -> Mapping[str, str]:
    """Source word → this spelling of it; `spelling` is that of a language's profile."""
    return _WORDS.get(spelling, {})


def kept_words(spelling: str) -> tuple[str, ...]:
    """Source words that a fix of one character must not enter."""
    return _KEPT.get(spelling, ())


def glyphs(spelling: str) -> dict[int, str]:
    """The table for `str.translate` on OpenCC's output."""
    return str.maketrans(dict(_GLYPHS.get(spelling, {})))


def forms(spelling: str) -> Mapping[str, tuple[str, str]]:
    """Character of OpenCC's output → what is printed instead, and the pattern of its neighbours."""
    return _FORMS.get(spelling, {})
