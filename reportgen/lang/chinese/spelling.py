"""Character fixes around OpenCC: where its choice is not Hong Kong Government or Mainland spelling.

Two kinds, and each where it belongs:

* *words* are matched in the source, together with names and vocabulary, and replace OpenCC's work;
* *glyphs* choose among forms of the same character **after** OpenCC, because they depend on no
  context, and matching them before would hide the words around them from OpenCC's phrase tables
  (說干就干 → 說幹就幹 needs all four characters). `character_variants.py` chooses there by context.

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
        **{"譁": "嘩", "卹": "恤", "揹": "背", "鑒": "鑑"},
    }
)
"""Applied to what OpenCC wrote for zh-Hant; names from the glossary are not subject to it."""


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
    # 遊 is for pleasure, 游 in water
    亲子游=親子遊 生态游=生態遊
    文化游=文化遊 自驾游=自駕遊 团队游=團隊遊 乡村游=鄉村遊 短途游=短途遊 海岛游=海島遊
    # 製 makes a thing; what OpenCC does not list
    铸制=鑄製 翻制=翻製 制氢=製氫 烤制=烤製 焗制=焗製 焙制=焙製 私制=私製
    # 匯 also for 彙, as the Government types it; the bank and its house write 滙
    总汇=總匯 汇丰=滙豐 汇控=滙控
    # banks print 賬 of what is moved from one to another
    转账=轉賬
    # 紮 binds, 扎 pricks; 舖 is a shop, 鋪 is to pave
    扎作=紮作 扎铁=紮鐵 铁扎=鐵紮 扎染=紮染 街铺=街舖 地铺=地舖 吉铺=吉舖 金铺=金舖 当铺=當舖 旧铺=舊舖
    # flour is 麵 and ginger 薑 also where no other food tells it
    粉面=粉麵 面档=麵檔 姜葱=薑蔥 酸姜=酸薑 姜花=薑花
    # single words, among them 國家具有, which is not 國傢俱有
    家具=家具 国家具=國家具 家具有=家具有 家具备=家具備 注定=注定
    厦村=厦村 柜台=櫃台 钟表=鐘錶 什么=甚麼 不准=不准 系数=系數 系安全带=繫安全帶 干德道=干德道 干散货=乾散貨
    稍松=稍鬆 郁郁=鬱鬱 并轨=併軌 胶卷=膠卷 卷闸=捲閘 胡同=胡同 点赞=點讚 扎根=扎根 扎实=扎實 自愈=自癒
    恒常=恆常 恒常化=恒常化 恒温=恆溫 恒久=恆久 恒定=恆定 恒心=恆心 托儿=託兒
    借助=借助 锻炼=鍛煉 磨炼=磨煉 粘贴=黏貼 所托=所託 日托=日託 背负=背負 珐琅=琺瑯 熏蒸=熏蒸 疗愈=療癒
    彩排=綵排 搜集=搜集 搜罗=搜羅 搜证=搜證 局限=局限
    人头涌涌=人頭湧湧 涌涌=湧湧 玩忽=玩忽 时松时紧=時鬆時緊 林冲=林沖 祖冲之=祖沖之 转台=轉台 粥面=粥麵 粥面铺=粥麵舖
    余秋雨=余秋雨 新余市=新餘市 江西新余=江西新餘 余仁生=余仁生 拐杖=拐杖 喂饲=餵飼 喂养=餵養 喂食=餵食
    工作制=工作制 飞升=飛升 和面=和面 并为=並為 人参=人參 海参=海參 商铺=商舖 店铺=店舖 铺位=舖位 一签多行=一簽多行
    抗御=抗禦 葱郁=蔥鬱
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
    # 著 is typed for the particle 着 in many Hong Kong sources; the words of _EXEMPT_IN_HONGKONG_TEXT keep it
    藉=借 藉着=借着 藉著=借着 著=着
    # what is kept is 记录, what is broken or filmed is 纪录: 现代汉语词典
    紀錄=记录
    # variants in Hong Kong texts that OpenCC passes through, and single words
    連繫=联系 規畫=规划 計畫=计划 筆劃=笔画 甚麼=什么 麻痺=麻痹 徬徨=彷徨 祇=只 紥=扎 帳=账 打拚=打拼 拚搏=拼搏
    姪=侄 籐=藤 燄=焰 蔴=麻 荳=豆 菓=果 痳=麻 痲=麻 痲瘋=麻风 麻瘋=麻风 寃=冤 宂=冗 遯=遁 保祐=保佑 讌會=宴会 歡讌=欢宴
    矽谷=硅谷 矽晶=硅晶 含矽=含硅 跴=踩 掃瞄=扫描 牠=它 妳=你 疏濬=疏浚 砲=炮 搾=榨 賸=剩 倣=仿 餽=馈 窰=窑 簷=檐
    糢糊=模糊 瑯=琅 咭=卡 躱=躲 汚=污 綑=捆 揹=背
    """
)
"""Hong Kong word → Mainland spelling."""

_EXEMPT_IN_HONGKONG_TEXT = (
    *("著名", "著作", "著述", "著稱", "著書", "著者", "著錄", "名著", "原著", "專著", "論著", "巨著", "遺著"),
    *("狼藉", "慰藉", "蘊藉", "枕藉", "藉藉", "著《", "撰著", "近著", "大著", "自著", "著作權", "著錄"),
    *("紀錄片", "紀錄電影", "世界紀錄", "新紀錄", "破紀錄", "破了紀錄", "高紀錄", "低紀錄", "史紀錄", "大紀錄"),
    *("紀錄保持者", "創紀錄", "創下紀錄", "紀錄影", "全國紀錄", "奧運紀錄", "亞洲紀錄", "香港紀錄", "大會紀錄"),
    *("著有", "所著", "編著", "合著", "譯著", "土著", "卓著", "顯著", "昭著", "較著", "拙著", "新著", "神祇", "地祇"),
)
"""Words in which a single character of `_TO_MAINLAND` is meant as it stands."""

_TO_WEB = _pairs("覆=覆")
"""Hong Kong word → the Simplified pages of its Government, which change characters alone: 答覆, 帐户, 身分."""

_WORDS = {"mainland": _TO_MAINLAND, "hongkong": _TO_HONGKONG, "web": _TO_WEB}
_EXEMPT = {"mainland": _EXEMPT_IN_HONGKONG_TEXT}
_GLYPHS = {"hongkong": HONGKONG_GLYPHS}


def word_fixes(spelling: str) -> Mapping[str, str]:
    """Source word → this spelling of it; `spelling` is that of a language's profile."""
    return _WORDS.get(spelling, {})


def exempt_words(spelling: str) -> tuple[str, ...]:
    """Source words that a fix of one character must not enter."""
    return _EXEMPT.get(spelling, ())


def glyphs(spelling: str) -> Mapping[str, str]:
    """What OpenCC writes → what is typed; no glyph that is typed is on the left."""
    return _GLYPHS.get(spelling, {})
