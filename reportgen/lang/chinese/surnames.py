"""Finds surnames in Simplified text that OpenCC would turn into another word: 余 to 餘, 范 to 範, 钟 to 鐘.

The glossary covers the people that it holds; this covers all others. A surname is told by both sides: before it
stands a post (局长余伟文), a mark or another name (陈国基、余伟文), and what follows can be a given name of one or two
characters that ends where a word may end (先生, 表示, a mark), or a courtesy title. So 余 stays a surname in
秘书长余建华出席, and is none in 主任余怒未消 or 医生涂抹药膏. A full name that was found is a name wherever it stands
in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from reportgen.characters import IDEOGRAPHS


def _words(table: str) -> tuple[str, ...]:
    """The words of a table, each once."""
    return tuple(dict.fromkeys(table.split()))


HONGKONG_SURNAMES: Mapping[str, str] = MappingProxyType(
    {
        **{surname: surname for surname in "余范郁党游朴种于岳姜涂谷沈后"},
        **{"钟": "鍾", "叶": "葉"},
    }
)
"""Surname in Simplified → in Hong Kong. Left out: those that OpenCC has right by themselves."""

_SAFE = "余范郁游朴岳姜钟叶沈"
"""Surnames that seldom begin a word other than those of `_WORDS`, so that a given name after them tells enough."""

_GIVEN = (
    "威倩颂焯煜铿睿朗盈韵谨翠若贤权谊伶俐芊琬妤霏妙维多增硕生先三民泽华文平鹏志建光清恩云林东琛玉军伟家春荣晓庆海永忠成昌瑞杰正岚新振安丽金子涛天俊汉克祥宝立世楚秀红敏兴"
    "龙仁山邦宏强良亮亚江铁伯峰基刚波斌启芳辉福贵维健友勇宁万承飞宗祖锦卿权广磊凤武玲燕远珍兰宇环青惠洪锋栋贤尔群兆"
    "蓉思君连树夫才胜梅素继根顺森利鸿艳景嘉超映西廷松镕靖水妍士运高秋康富泉达治锡太斯霞兵南洋浩卫心澜桂晶善耀敬毅川"
    "阳守柏慧培进保鲁全希章彦剑朝茂乐凯师石昭莲仲源奇萍臣雪堂冰雄鹤诚孝绍书淑传琴欣衡勋坚智桓爱鸣吉初汝伦喜静炳洁升"
    "虎济震怀延仪信复跃碧坤真凌麟梦星丹风琦霖纪泰寅寿岩旭里襄虹纯颖恒昆禄厚瑜凡芬奎礼银秉雷普扬梁尚雅盛雁印佩宪铭典"
    "彪叔彬孚豪勤谦娜敦润冠加晋沛龄裕农博诗晨修木菊焕训莉庭存琼翔迪卓孟香娟柱儒弟尧选声斐录登益祝哲宜黎钧图崇珠隆炎"
    "佳芝幼棠双圣湘捷泳毓晖豫乾雯育铸均铎冬亭繁劲宽衍贞廉溪逸铨照璇曼烈彩魁灵言洛兄琪熙举祺齐聪琳轩仙媛显钊姐理骏侠"
    "瑶常献湖翰莹佐经璞僧铮艺雨钰霄辅化瑾郎璐竹芹怡赫巍娥锐泓驹渭灿钦钢曦悦恭励楠滨勃勒珮壮果浦涵晴闻夏棣翼允藩楷蒙"
    "枫述洙蕊深瑛葆蔚鑫舜奠椿俭蕾音琏慈亨陶潮璋津略恪舫潜昕匡昊岐帆适骥懋咏庵茜彭萌贻愚娴炯蕴绮烨珊拯韬彤珂国明德小"
    "元英中大之发美义公定如力一若来时可应方道学年仕婷颐骞珩煊翘筠滔燊樑霆淦熹桐菁娇怜嫦妮姗媚蓓薇莎茵荔萱芷茹蘅馨黛"
    "瑗瑰璧瓒崑崧峻嵘岱彰彻御循徽让丰和唯"
    "羽澄翊宸婉旺依乔逊禹啸肇淳藻弼舒淞昂瞻羲桢瑟煦浚晔玺榕溥晟歆辰玮岑煌艾曜姬弘铃苓祯韶燮荃垣烽宰槿垠珉祐佑珞皓昱炜轶骁"
    "骅铠锴锟霁颉颀璟瑄珏玥玟沁沐汐潇澍濂灏熠珑睦禧笙筱缨翀芸芮荟菲葳蓁诩谚赟逵遥铄隽颢飒骄鲲鹂侃俪偲卉喆垚堃夔奕婕婵婧孜"
    "宥寰屹峥弈彧忻恺惟愉懿挚攸旎旸昀昶晗晞曈朔杉栩桦梓淇淼渝湄滢漪潼烁赞郁"
)
"""Characters of which given names are made: those seen most often in names of a dictionary with parts of speech."""

_WORDS = _words(
    """
    余下 余额 余地 余波 余热 余生 余震 余温 余光 余力 余音 余香 余兴 余党 余家 余年 余晖 余辉 余韵 余弦 余庆 余姚 余杭
    余江 余裕 余粮 余孽 余利 余风 余电 余海里 余方 余威 余万 余元 余里 余英里 余公 游览 游说 游客 游行 游泳 游击 游历
    游园 游学 游戏 游乐 游民 游水 游玩 游船 游艇 游走 游轮 游离 游子 游人 游记 游鱼 游艺 游侠 游春 游山 游林 游湖 游河
    游海 游方 游士 游仙 游动 游标 游资 游廊 游程 游龙 游遍 游来 范围 范畴 范例 范式 范文 范本 范书 范权 范金 岳父 岳母
    岳丈 岳家 岳阳 岳麓 岳州 岳飞 岳王 叶子 叶片 叶绿 叶黄 叶酸 叶面 叶公 沈阳 沈海 沈山 谷物 谷地 谷底 谷口 谷子 谷仓
    谷类 谷歌 谷雨 谷川 谷中 涂改 涂鸦 涂抹 涂料 涂层 涂刷 涂上 涂成 涂有 涂山 涂炭 涂黑 涂红 涂金 涂银 涂油 涂色 涂去
    涂装 朴素 朴实 朴茂 朴子 朴学 朴厚 郁闷 郁金香 郁江 郁林 郁香 姜汤 姜黄 姜茶 姜汁 姜花 姜片 钟情 钟爱 钟头 钟点 钟表
    钟声 钟楼 钟山 钟塔 钟祥 钟鼎 钟鼓 钟乳 钟鸣 钟乐 钟灵 钟面 钟意 种植 种类 种子 种族 种种 种群 种树 种花 种地 种田
    种菜 种稻 种茶 种竹 种桑 种源 种苗 种草 种马 种石 种水 种金 党员 党内 党中 党部 党性 党章 党建(?![军国]) 党风 党史
    党纪 党校 党外 党国 党军 党友 党义 党庆 党龄 党魁 党鞭 党群 党永
    党立(?=即|场|下|于|刻) 党为 党忠 于是 于三 于先 于生 于今 于此 于心
    于人 于年 于一 于中 于英 于美国 于德国 于国 于全 于广 于天 于北 于南 于西 于东 于明年 于明天 于明日 于大 于小 于春
    于秋 于夏 于冬 于上 于下 于家 于海外 于海上 于学 于书 于水 于山 于江 于安 于新 于福 于高 于民 于理 于平 于正 于加
    于永久 于思 于信 于深 于青 于太 于星 于元 于世 于公 于治 于石 于传 于纪 于选 于图 郁南县 余秋里
    党徽 党羽 游兴 游勇 游舫 余存 余三 种果 种仁 谷梁
    """
)
"""Words, and openings of them, in which no surname is meant although all characters are those of a name."""

_POSTS = (
    *(
        f"{head}长"
        for head in "局署司处部市省校院会厅馆所组科县区镇乡州书总行庭团站社店台议队班船机厂理察检计事警园村判士舰"
    ),
    *_words(
        """
        委员 主席 主任 总裁 总监 专员 议员 书记 教授 博士 医生 医师 律师 法官 大使 经理 秘书 代表 总理 理事 董事
        院士 长官 特使 警司 顾问 记者 演员 导演 作家 教练 选手 球员 校监 老师 歌手 画家 专家 学者 同学 同事 司机
        主持 督察 参赞 领事 总管 主管 主编 编辑 干事 干部 校董 校友 司令 将军 上将 中将 少将 政委 总统 首相 名将
        工程师 会计师 建筑师 设计师 总师 负责人 发言人 召集人 创办人 代言人 监督 翻译 导师 讲师 研究员 常委 同志 妻子
        教师 厨师 技师 药师 牧师 摄影师 护士 警官 警员 教官 消防员 官员 公务员 老板 店主 业主 队友 股东 企业家
        科学家 艺术家
        银行家 音乐家 书法家 收藏家 创始人 发起人 候选人 主持人 联系人 主讲人 获奖者 得奖者 丈夫 父亲 母亲 儿子
        女儿 原告 被告 被告人 上诉人 申请人 代理人 代表人 辩护人 证人 当事人 嫌疑人 被害人 受害人 死者 伤者 事主
        得主 冠军 队员 明星 大师 巡官 职工 职员 居民 市民 村民 学生 男子 女子 老人 患者 乘客
        指挥 指挥家 演奏家 钢琴家 提琴家 作曲家 歌唱家 舞蹈家 雕塑家 摄影家 剧作家 小说家 漫画家 评论家 教育家 慈善家
        政治家 革命家 外交家 哲学家 数学家 物理学家 化学家 经济学家 历史学家 文学家 金融家 实业家
        跑手 骑手 车手 泳手 剑手 棋手 鼓手 舞者 编剧 制片人 监制 主播 司仪 裁判 领队 前锋 后卫 中锋 门将 国脚 球星 影星
        小将 老将 健将 女将 主将 主帅 教头 名宿 新秀 女星 男星 童星 巨星 主唱 吉他手 旗手 助教
        歌星 影帝 影后 运动员 教练员 裁判员 飞行员 航天员 驾驶员 救生员 毕业生 留学生 大学生 研究生 博士生 中学生
        """
    ),
)
_COURTESIES = _words(
    """
    先生 女士 小姐 太太 博士 教授 医生 律师 法官 同学 议员 局长 主任 伉俪 夫妇 老师 师傅 校长 院士 同志 院长 司长 署长
    处长 部长
    """
)
"""What follows a bare surname. 主席 is not among them: 党主席 is the chairman of a party."""

_COURTESY = "|".join(_COURTESIES)
_TITLE = "|".join(
    _words(
        """
        秘书长 总裁 总监 书记 委员 专员 经理 总经理 董事 主席 副主席 市长 省长 区长 行长 会长 社长 馆长 所长 组长 队长
        秘书 顾问 教练 导演 大使 总领事 警司 检察官 检察长 将军 司令 总理 总统 首相 会计师 工程师 建筑师 测量师 医师
        处长 科长 厅长 站长
        """
    )
)
_TITLE += f"|副(?:{_COURTESY}|{_TITLE})"
"""What follows a bare surname at the beginning, besides: 范秘书长, 叶主席, 游副局长."""
_LEFT = r"(?<![^\s，。；：！？、（「“『《和与及同跟由向对给请让被为的是叫].)"
"""What may stand before a surname that no post introduces: a mark, the start, or a word that takes a person."""

_NOT_OF = "(?<![对由同为]于)"
"""对于 and 由于 are words."""

_WORD_BEFORE = (
    r"(?<![其业多剩盈年十百千万亿对关由属等在至位终鉴基处规示模典防师风导旅上中下各这那一何种忧浓政同入质淳山时分警闹金落茶树硅"
    r"前随研调访进出郊民电影编课工劫诗酒饭低高大小两几有无病每残结冗空公之宽秒点古洪丧英物挂座].)"
)
"""Characters with which a would-be surname makes a word: 其余, 对于, 规范, 导游, 各种, 时钟."""

_AFTER_NAME = (
    rf"(?=$|[^{IDEOGRAPHS}]|{_COURTESY}|[说称指率获等的是和与及]|表示|表明|认为|强调|出席|今[天日早年]|昨[天日晚]|日前|早前|其后|曾|将|已"
    "|在|为|则|亦|也|都|均|就|还|没|未|因|不|向|对|同[台场意]|致[辞函电]|介绍|补充|分享|分别|宣布|呼吁|赴|抵|会[见上面谈晤]|主[持张]|透露|回[应覆复]"
    "|接受|担任|上[任月周]|率领|检查|视察|访问|提[出到醒]|建议|发[表言]|报[道导告]|获|从|以|由|当选|任|应|参[加与观]|到|涉|被|告诉|负责|带|执[导教棒]|领衔|演[唱奏出]|饰演|夺|登台)"
)
"""What ends a name: a mark, a courtesy title, or a word that tells what the person does."""

_SAYS = (
    "(?:表示|表明|认为|强调|指出|说|称|透露|回应|介绍|补充|宣布|呼吁|致辞|率|将|已|曾|今[天日早年]|昨[天日]"
    "|于[本上下今明昨0-9]|出席|主持|会见|陪同|率团|到访)"
)
"""What tells that 于 before a title is the person and not the word for at: 于主任表示, 于局长任内."""

_OWN = "[陈李张黄何徐梁林刘吴周郑罗冯叶谢曾黎邓]"
"""What a married woman's own surname may be: 范徐丽泰."""
_NAMED = f"{_OWN}?[{_GIVEN}]{{1,2}}{_AFTER_NAME}"
_LISTED = rf"[{_GIVEN}]{{1,2}}(?=$|[、，。；）及和与\n]|等人|等[，。]|分别|一同)"


def _after(words: Iterable[str]) -> str:
    """A pattern: one of these words stands before the character just matched."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    return "(?:" + "|".join(f"(?<=(?:{'|'.join(same)}).)" for same in by_length.values()) + ")"


def _no_word(surnames: str) -> str:
    """A pattern: none of `_WORDS` begins with the surname just matched."""
    words = "|".join(f"(?<={word[0]}){word[1:]}" for word in _WORDS if word[0] in surnames)
    return f"(?!{words})"


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for all surnames, compiled at the first text.

    It begins with the surname, which lets the engine skip to one, and each case looks first at what is seldom so.
    """
    every, risky = "".join(HONGKONG_SURNAMES), "于种党涂谷"
    ends_post = f"(?<=[{''.join(sorted({post[-1] for post in _POSTS}))}].)(?=[{_GIVEN}]){_after(_POSTS)}"
    after_post = f"{ends_post}{_no_word(every)}(?:(?<=[{_SAFE}])(?:{_NAMED}|[{_GIVEN}]{{2}})|(?<=[{risky}]){_NAMED})"
    full_name = f"(?<=[{_SAFE}涂谷])(?=(?:[{_GIVEN}]{{1,2}})?(?:{_COURTESY})){_WORD_BEFORE}{_no_word(_SAFE + '涂谷')}"
    bare = (
        f"(?=先生|女士|小姐|太太|博士|教授|医生|律师|同学|老师|[某氏](?!族)|[太伯](?=[和与、，。及说表]))"
        f"(?:{_LEFT}{_NOT_OF}|(?:(?<=[{_SAFE}])|(?=某)){_after(_POSTS)})"
    )
    listed = f"(?<=[余范游郁涂钟朴于谷])(?<=[、（及和与由].)(?={_LISTED}){_NOT_OF}{_no_word(every)}[{_GIVEN}]+"
    apart = f"(?:(?<=[余范钟]){_WORD_BEFORE}|(?<=[朴于游郁涂]){_LEFT}{_NOT_OF}|(?<=[党种])(?<![^，。；：、（].))"
    two = f"{_OWN}?[{_GIVEN}]{{2}}"
    telling = f"(?<=[余范朴于游郁涂钟党种])(?={two}){apart}{_no_word(every)}{two}{_AFTER_NAME}"
    any_title = f"(?:{_COURTESY}|{_TITLE})"
    titled = (
        f"(?<!同.)(?:(?<=[{_SAFE}涂])(?={_TITLE}){_LEFT}{_no_word(_SAFE + '涂')}"
        f"|(?<=[于种])(?={any_title}(?!室|办公|任|官|府|邸|的))(?:(?<=[与和跟].)|(?={any_title}{_SAYS}){_LEFT}{_NOT_OF})"
        f"|(?<=党)(?:(?<=[与和跟].)|{_LEFT})(?=[部局处厅司院署市县区镇]长{_SAYS}))"
    )
    called = f"(?<=姓.)(?<!百姓.)(?=$|[^{IDEOGRAPHS}]|[的名])"
    return re.compile(f"[{every}](?:{after_post}|{full_name}|{bare}|{listed}|{telling}|{titled}|{called})")


def surname_spans(text: str) -> Iterator[tuple[int, str]]:
    """Yield each surname's position, and the form that Hong Kong prints; a position may come twice."""
    names: set[str] = set()
    for found in _pattern().finditer(text):
        yield found.start(), HONGKONG_SURNAMES[found[0][0]]
        if len(found[0]) > 2:
            names.add(found[0])
    for name in names:
        for again in re.finditer(name, text):
            yield again.start(), HONGKONG_SURNAMES[name[0]]
