"""Texts of the test set, written apart from the training's; callsigns are of the sixteenth that training never draws."""

import re
import unicodedata

import numpy as np

from training.codes import encode_word

CALLSIGNS = """K5JP W3EXS N2DM DL4KVI G2SOT F6OLM JA2TMS VK8RI VE6SJU EA3XD I4FOL
OH7CP SM2JPC PY1ZN LU8NEL 9A7BY ZS6OG OK7RWW SP9WR YL0VY 3V9DU 4Z5XC
K1AG W7VXY N8CB DL6NGI G1QJR F4AYK JA9QUM VK4DN VE0SRJ EA9GO I7UPQ
OH0EN SM5NFK PY1SJ LU1MJN 9A0TH ZS9DF OK6BGG SP1SP YL7QQ 3V4VU 4F2TP
K1ZD W7TLU N8EC DL6ZSM G6LDB F9XIU JA2ARU VK5FH VE6GFL EA5IL I1CAB
OH4QS SM3SGX PY0OI LU2KYD 9A9RU ZS5UO OK8VRR SP7FQ YL7UX 3V9IA 4F8TH""".split()

SENTENCES = """GOOD AFTERNOON OTTO, NICE TO WORK YOU ONCE MORE FROM THE LAKE
MY TRANSCEIVER IS A SMALL HOMEMADE KIT WITH THREE WATTS INTO A RANDOM WIRE
THE KETTLE BOILED OVER WHILE I COPIED YOUR LAST TRANSMISSION, SORRY
WE CLIMBED TO THE LOOKOUT AT 1850 M AND FOUND FRESH SNOW THERE
PLEASE REPEAT YOUR LOCATOR, IS IT JO62QM OR JO62QN?
BAROMETER 1013 FALLING, WIND SOUTHWEST 25 KM/H, VISIBILITY POOR
I LEARNED THE CODE IN 1974 ABOARD A FREIGHTER BOUND FOR VALPARAISO
OUR CLUB MEETS ON THURSDAYS AT 19:30 BEHIND THE OLD FIRE BRIGADE
RIG HR IS A RESTORED VALVE RECEIVER PLUS VFO = KEY IS WW2 SURPLUS
THE QUICK SILVER VIXEN JUMPED ABOVE FIVE LAZY BADGERS + GRAZING OXEN
SEND 48 CRATES OF ORANGES, 17 SACKS OF MAIZE AND 9 BARRELS OF OIL
JE SUIS ENCHANTE DE VOUS RENCONTRER SUR VINGT METRES CE SOIR
HEUTE ABEND BLEIBT DER HIMMEL KLAR, NACHTS GIBT ES BODENFROST
VUESTRA SENAL LLEGA CON FUERZA 7 A PESAR DEL RUIDO LOCAL
KUULEMIIN TAAS PIAN, HYVAA JATKOA JA TERVEISIA PERHEELLE
UR SIGNAL PEAKS S8 BUT DIPS INTO MY NOISE EVERY OTHER MINUTE
MOVING UP TO 14.058 TO DODGE THE CARRIER, FOLLOW ME THERE
ZEBRA FINCHES QUARREL OUTSIDE THE SHACK WINDOW EACH DAWN
GRANDSON AGED 6 JUST SENT HIS FIRST WORD: JELLYFISH
WAVELENGTH 40 METRES, EXPECT PROPAGATION TOWARD CHILE BY 2215Z
""".splitlines()

EXCHANGES = (
    "CQ CQ CQ DE {a} {a} PSE K",
    "{a} DE {b} GD EVE ES TKS FER UR CALL = RST 569 569 = OP VIKTOR VIKTOR = HW? AR {a} DE {b} KN",
    "{a} 599 0{n} 0{n}",
    "TEST {a} {a}",
    "{b} TU UR 5NN {n} {n} BK",
    "QRL? QRL? DE {b}",
    "{b} DE {a} SOLID CPY, ONLY LIGHT FLUTTER = ANT {n} FT HIGH INV L = 73 <SK>",
)

RAGCHEW = """GE RAY TNX FER COMING BACK = UR RST 569 569 WID SLOW QSB = MY QTH IS A VILLAGE NORTH OF THE OLD CANAL = HW CPY? BK
R R FB ON ALL = NAME HR IS OSKAR OSKAR = BEEN LICENSED 41 YRS BUT OFF THE BANDS UNTIL LAST AUTUMN = BK
RIG HR AN ANCIENT FT101 ES A FULL SIZE QUAD AT 14 MTRS = IT SURVIVED THE STORM SO FAR HI HI
WX TODAY OVERCAST ES MUGGY, ABT 31 C, THUNDER EXPECTED BY SUPPER = HOW IS IT ON UR SIDE OF THE POND?
YES I STILL USE MY GRANDFATHERS VIBROPLEX = MADE IN 1936 ES WORKS FB, ONLY THE DIT SPRING WAS REPLACED
SRI OM, GOT QRM FROM A CONTEST STN JUST ABOVE = PSE RPT UR NAME ES AGE ? KN
UR PWR? HR 8 WATTS INTO AN END FED, 20 MTRS OF WIRE OVER A WALNUT TREE = FIRST VK EVER THIS MORNING
RETIRED BRIDGE ENGINEER HR = NOW I REPAIR CLOCKS ES GROW TOMATOES = XYL KEEPS BEES, WE SELL HONEY
OK OSKAR, MUST QRT NW, DOG WANTS HIS WALK = TNX FER THE FB CHAT ES HPE CUAGN ON 7026 = 73 73 <SK> EE
QSL VIA BURO OR EQSL, BOTH OK = MY LOC IS KP03 KP03 = SOLID CPY HR DESPITE THE NOISE <BK>
HAVE U HEARD THE NEW BEACON ON 28.2205? COPIED IT AT NOON, S4 WID FLUTTER = QRG CHECKED TWICE
MY SPEED IS ABT 22 WPM BUT PSE QRS IF U LIKE, NO HURRY HR = WE HAVE ALL EVENING
""".splitlines()

WABUN_LINES = """JA4XYZ DE JH8QRP <DO> ハジメマシテ ドウゾ ヨロシク オネガイシマス <SN> K
<DO> コチラハ アサヒカワ デス 、 ユキガ フツテイマス <SN>
<DO> オナマエハ ナカムラ 、 ナカムラト モウシマス <SN> BK
<DO> シンゴウハ 599 デ キヨウリヨク ニ ニユウカン シテイマス <SN>
R R <DO> リヨウカイ シマシタ 、 テンキハ ハレ 、 キオンハ 18 ド デス <SN> K
<DO> アンテナハ 3エレノ ヤギ 、 チジヨウコウ 15メートル デス <SN>
<DO> リグハ ジサクノ 10ワツト 、 キーハ タテブレ デス <SN>
<DO> ワブンハ マダ ベンキヨウチユウ デスノデ 、 ユツクリ オネガイシマス <SN> KN
<DO> コンヤハ コンデイシヨンガ ヨク 、 ヨーロツパガ キコエテイマス <SN>
<DO> フエージングガ フカクテ 、 トコロドコロ ヌケマシタ <SN> ?
<DO> モウイチド オナマエヲ ドウゾ <SN> K
<DO> ムカシハ センパクノ ツウシンシ デシタ 、 イマハ タイシヨクシテ ハタケシゴト デス <SN>
<DO> QSLカードハ ビユーロー ケイユデ オオクリシマス <SN>
<DO> アシタハ ゴゼン 5ジニ オキテ 、 ツリニ イキマス <SN>
<DO> サクラガ マンカイ 、 シユウマツハ ハナミノ ヨテイデス <SN>
<DO> マゴガ ウマレマシテ 、 オジイチヤンニ ナリマシタ <SN> HI
<DO> コンシンガ アリマスノデ 、 スコシ シユウハスウヲ カエマセンカ <SN>
<DO> ヌマヅノ エンドウ サン 、 ホンジツモ アリガトウゴザイマシタ 」 <SN>
<DO> マタ オアイシマシヨウ 、 カゼナド ヒカレマセンヨウニ <SN> 73 <SK>
VVV DE JR6NAH <DO> ワレ カンド リヨウコウ 、 セイシユク ニ タイキ セヨ <SN> <AR>
""".splitlines()

CYRILLIC_LINES = """ВСЕМ ВСЕМ ДЕ РВ9УКЛ РВ9УКЛ ПСЕ К
УА4НТЗ ДЕ РК3ДСЛ = ЗДРАВСТВУЙТЕ ПЕТР ВАС СЛЫШУ 579 579 = К
БЛАГОДАРЮ ЗА РАПОРТ = ЗОВУТ МЕНЯ ГЕННАДИЙ ГЕННАДИЙ
МОЕ КТХ РЯДОМ С ТОМСКОМ ТОМСКОМ = ПРИЕМ
ТРАНСИВЕР САМОДЕЛЬНЫЙ МОЩНОСТЬ 40 ВАТТ ПРОВОД 82 МЕТРА
ПРОХОЖДЕНИЕ СЕГОДНЯ СЛАБОЕ СИЛЬНЫЕ ЗАМИРАНИЯ = ПОВТОРИТЕ НОМЕР
НОМЕР 047 047 ОБЛАСТЬ КЕМЕРОВСКАЯ
ВАШ СИГНАЛ ЧИСТЫЙ ТОН РОВНЫЙ РАБОТАЕТЕ КРАСИВО
РАБОТАЮ ВЕРТИКАЛЬНЫМ КЛЮЧОМ УЖЕ СОРОК ТРИ ГОДА
НА УЛИЦЕ ТУМАН МИНУС ШЕСТЬ ВЕТЕР СЕВЕРНЫЙ
ЭТО МОЙ ПЕРВЫЙ ВЫЗОВ ИЗ ЭКСПЕДИЦИИ НА ХРЕБЕТ
ОТКРЫТКУ КСЛ ОТПРАВЛЮ ЧЕРЕЗ БЮРО ОБЯЗАТЕЛЬНО
ИЗВИНИТЕ СОСЕДНЯЯ СТАНЦИЯ МЕШАЕТ ПЕРЕЙДЕМ ВЫШЕ НА ДВА
ПОЗДРАВЛЯЮ ЮБИЛЕЕМ ЖЕЛАЮ КРЕПКОГО ЗДОРОВЬЯ
ВНУК ИЗУЧАЕТ ТЕЛЕГРАФ ПРИНИМАЕТ ДЕСЯТЬ ГРУПП
ЛЕТОМ ПОЕДЕМ КАРПЫ ЛОВИТЬ ОЗЕРО ЧАНЫ
РАДИОГРАММА 12 СЛОВ 9 = ЛЕДОКОЛ ПОДОШЕЛ ТОЧКЕ ВСЕ ЗДОРОВЫ =
ЩЕДРОЕ СОЛНЦЕ ЦВЕТЕТ ЯБЛОНЯ ПЧЕЛЫ ГУДЯТ
ЖАЛЬ БАТАРЕЯ САДИТСЯ ЗАКАНЧИВАЮ ДО СЛЕДУЮЩЕЙ СУББОТЫ
НАИЛУЧШИЕ ПОЖЕЛАНИЯ 73 УДАЧИ ЭФИРЕ <SK>
""".splitlines()

WABUN_MARKS = {"<DO>": "-..---", "、": ".-.-.-", "」": ".-.-..", "（": "-.--.-", "）": ".-..-."}
"""What `training.codes` has no name for, and between DO and SN means something else than in International."""

OPENERS = "TU TNX EE TEST T E A I ES ETA MNI TT IT IS AT TEE EH TA NIE SEE TT5M EA3XD E7 ITS".split()
"""Words of short letters: with level and speed still unknown, a lone dah could be a dit."""

ALPHANUMERIC = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


def random_groups(rng: np.random.Generator, length: int) -> str:
    """Uniform random letters and digits in groups of 3 to 6: 18 % of the symbols are word spaces."""
    groups = []
    while sum(map(len, groups)) + len(groups) <= length:
        groups.append("".join(rng.choice(ALPHANUMERIC, rng.integers(3, 7))))
    return " ".join(groups)


def radio_text(rng: np.random.Generator, length: int) -> str:
    """Sentences and exchanges of this module until there are `length` characters."""
    parts = []
    while sum(map(len, parts)) + len(parts) <= length:
        if rng.random() < 0.6:
            parts.append(SENTENCES[rng.integers(len(SENTENCES))])
        else:
            a, b = rng.choice(CALLSIGNS, 2, replace=False)
            parts.append(EXCHANGES[rng.integers(len(EXCHANGES))].format(a=a, b=b, n=rng.integers(11, 99)))
    return " ".join(parts)


def _lines(lines: list[str], rng: np.random.Generator, length: int) -> str:
    """Lines in a random order until there are `length` characters."""
    parts = []
    for line in rng.permutation(lines):
        parts.append(str(line))
        if sum(map(len, parts)) + len(parts) > length:
            break
    return " ".join(parts)


def wabun_codes(text: str) -> list[list[str]]:
    """Words of codes for Wabun: a voiced kana is two codes, the kana and its mark."""
    marks = {"\u3099": "゛", "\u309a": "゜"}
    words = []
    for word in text.split():
        codes = []
        for part in re.findall(r"<\w+>|.", unicodedata.normalize("NFD", word)):
            part = marks.get(part, part)
            codes += [WABUN_MARKS[part]] if part in WABUN_MARKS else encode_word(part)
        words.append(codes)
    return words


def opening(rng: np.random.Generator, length: int) -> str:
    """A hard word, then calls and exchanges."""
    a, b = rng.choice(CALLSIGNS, 2, replace=False)
    rest = rng.choice([f"{a} DE {b} K", f"UR 5NN {rng.integers(11, 99)} BK", f"{a} {a}", f"FB OM DE {b} GA", f"{a} R R QSL"])
    return f"{rng.choice(OPENERS)} {rest}"


TEXTS = {
    "random": random_groups,
    "radio": radio_text,
    "ragchew": lambda rng, length: _lines(RAGCHEW, rng, length),
    "wabun": lambda rng, length: wabun_codes(_lines(WABUN_LINES, rng, length)),
    "cyrillic": lambda rng, length: _lines(CYRILLIC_LINES, rng, length),
    "openings": opening,
}
"""Texts by name: a generator and a least number of characters -> words between blanks, or words of codes."""
