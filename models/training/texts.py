"""Texts to train on, as words of codes: groups, callsigns, contests, ragchews, plain language, whole-table codes.

Nothing here stands in the evaluation's texts: callsigns with `held_out` true are the evaluation's alone.
"""

import zlib

import numpy as np

from .codes import ACCENTED, BLANK, CYRILLIC, DIGITS, LETTERS, PROSIGNS, PUNCTUATION, SPACE, TOKENS, WABUN
from .codes import encode_word

QSO = """CQ DE K KN SK AR TU 73 88 QRZ UR RST 599 579 559 449 NAME OP QTH WX ANT RIG PWR ES FB OM HW CPY BK GM GA GE GN
TNX FER QSO AGN PSE PSE SRI QSB QRM QRN QRP QRO QRT QRX QRL QSY QSL QSP THE AND FOR YOU HERE IS MY RUNNING WATTS DIPOLE
YAGI VERTICAL LOOP EFHW BEAM UP METERS FT TEMP SUNNY RAIN SNOW CLOUDY WINDY WARM COLD C F DEG GUD SIG SIGS INTO ALL NW
SOLID COPY DR HPE CUAGN CUL GL VIA BURO LOTW EQSL DIRECT EE DIT R RR OK YES NO AGE YRS HAM SINCE RETIRED TEACHER ENGINEER
XYL YL DOG COFFEE KEY BUG PADDLE STRAIGHT VIBROPLEX KEYER BENCHER ICOM YAESU KENWOOD ELECRAFT K3 IC7300 FT817 TS590 QCX
HOMEBREW PWR 100W 5W 10W 50W 1KW ABT NR NEAR CITY SOUTH NORTH EAST WEST VY WID HPY XMAS NICE DX BAND OPEN CONDX POTA SOTA
PARK REF SUMMIT IOTA FISTS SKCC NAQCC CWOPS FOC NR TEST TEST5NN 5NN 5NN ENN TT 1TT 2T NA5 CWT SST MST IARU WPX CQWW ARRL
FD 1A 2B 3A SEC OH CA TX NY WA AB ONT GTA WHAT WHERE WHEN HOW LONG TIME BEEN ON AIR TODAY GOT BACK FROM WORK SO FAR
THINK WILL BE WITH ABOUT WOULD LIKE CHAT AGAIN SOON THANKS VERY MUCH FINE BUSINESS DEAR OLD MAN CUAGN BCNU GB DSW""".split()

PLAIN = {
    "en": """THE OF AND TO IN A IS THAT IT WAS HE FOR ON ARE AS WITH HIS THEY AT BE THIS FROM HAVE OR BY ONE HAD NOT BUT
    WHAT ALL WERE WHEN WE THERE CAN AN YOUR WHICH THEIR SAID IF DO WILL EACH ABOUT MANY THEN THEM WRITE WOULD SO THESE HER
    LONG MAKE THING SEE HIM TWO HAS LOOK MORE DAY COULD GO COME DID NUMBER SOUND MOST PEOPLE OVER KNOW WATER THAN CALL
    FIRST WHO MAY DOWN SIDE BEEN NOW FIND ANY NEW WORK PART TAKE GET PLACE MADE LIVE WHERE AFTER LITTLE ONLY ROUND MAN
    YEAR CAME SHOW EVERY GOOD GIVE OUR UNDER NAME VERY THROUGH JUST FORM SENTENCE GREAT THINK SAY HELP LOW LINE DIFFER
    TURN CAUSE MUCH MEAN BEFORE MOVE RIGHT BOY OLD TOO SAME TELL DOES SET THREE WANT AIR WELL ALSO PLAY SMALL END PUT HOME
    READ HAND PORT LARGE SPELL ADD EVEN LAND MUST BIG HIGH SUCH FOLLOW ACT WHY ASK MEN CHANGE WENT LIGHT KIND OFF NEED
    HOUSE PICTURE TRY US AGAIN ANIMAL POINT MOTHER WORLD NEAR BUILD SELF EARTH FATHER""",
    "de": """DER DIE UND IN DEN VON ZU DAS MIT SICH DES AUF FÜR IST IM DEM NICHT EIN EINE ALS AUCH ES AN WERDEN AUS ER HAT
    DASS SIE NACH WIRD BEI EINER UM AM SIND NOCH WIE EINEM ÜBER SO ZUM WAR HABEN NUR ODER ABER VOR ZUR BIS MEHR DURCH MAN
    SCHÖN WETTER STATION ANTENNE DANKE GRÜSSE LEISTUNG HIER MEIN STANDORT JAHRE GUTEN ABEND MORGEN TSCHÜSS VIELEN DANK""",
    "fr": """LE LA DE ET LES DES EN UN UNE DU DANS QUI QUE EST POUR PAR SUR AU PAS PLUS NE SE CE AVEC IL SONT ELLE MAIS OU
    COMME NOUS VOUS BONJOUR MERCI ÉTÉ À TRÈS BIEN TEMPS ANTENNE ICI MON PRÉNOM VILLE PRÈS DÉPART BEAUCOUP AMITIÉS SIGNAUX""",
    "es": """EL LA DE QUE Y EN UN SER SE NO POR CON SU PARA COMO ESTAR TENER LE LO TODO PERO MÁS HACER O PODER DECIR ESTE
    IR OTRO ESE SI ME YA VER PORQUE DAR CUANDO MUY SIN VEZ MUCHO SABER AÑO BUENOS DIAS GRACIAS SALUDOS ANTENA AMIGO CIUDAD
    ESPAÑA MAÑANA""",
    "it": """IL DI CHE E LA PER UN IN NON SONO CON LO MA COME SE IO CI QUESTO QUI HAI SEI DEL BENE TUTTO DELLA SI COSA
    GRAZIE CIAO BUONA SERA ANTENNA NOME CITTA TEMPO SALUTI CARO AMICO MOLTO LAVORO OGGI ANCHE QUANDO DOVE SEGNALE""",
    "pt": """O DE A E QUE DO DA EM UM PARA COM NÃO UMA OS NO SE NA POR MAIS AS DOS COMO MAS FOI AO ELE DAS TEM SEU SUA OU
    SER QUANDO MUITO HÁ NOS JÁ ESTÁ TAMBÉM BOM DIA OBRIGADO ANTENA CIDADE TEMPO ABRAÇOS""",
    "nl": """DE EN VAN IK TE DAT DIE IN EEN HIJ HET NIET ZIJN IS WAS OP AAN MET ALS VOOR HAD ER MAAR OM HEM DAN ZOU OF WAT
    MIJN MEN DIT ZO DOOR OVER ZE ZICH BIJ OOK TOT JE MIJ UIT DER DAAR NAAR HEB HOE HEEFT BEDANKT GOEDE AVOND""",
    "pl": """I W NIE NA Z SIĘ DO JEST ŻE TO ZA JAK CO PO ALE OD TAK DLA PRZEZ BYŁ TYLKO JUŻ CZY MOŻE DZIEŃ DOBRY DZIĘKUJĘ
    ANTENA MIASTO POGODA POZDRAWIAM IMIĘ KOLEGA RAPORT ŁĄCZNOŚĆ MÓJ""",
    "sv": """OCH I ATT DET SOM EN PÅ ÄR AV FÖR MED DEN TILL INTE OM ETT HAR DE MEN JAG VI KAN VAR SÅ ELLER HÄR TACK VÄDER
    ANTENN NAMN GOD MORGON KVÄLL HÄLSNINGAR ÅR STAD MYCKET""",
    "ru": """И В НЕ НА Я БЫТЬ ОН С ЧТО А ПО ЭТО ОНА ЭТОТ К НО ОНИ МЫ ВЕСЬ КОТОРЫЙ ИЗ У КАК ВАШ СВЯЗЬ СПАСИБО ПОГОДА ИМЯ
    АНТЕННА ГОРОД МОСКВА ХОРОШО ПРИВЕТ ДОБРЫЙ ДЕНЬ ВЕЧЕР ТЕМПЕРАТУРА ДОЖДЬ СНЕГ ЩУКА ЮГ ЦЕЛЬ ЖДУ ЧАС ЫЙ ДРУГ ДО ВСТРЕЧИ""",
}


def held_out(callsign: str) -> bool:
    """True for the sixteenth of all callsigns that only the evaluation may use."""
    return zlib.crc32(callsign.encode()) % 16 == 0


def _letters(rng, low: int, high: int) -> str:
    return "".join(rng.choice(list(LETTERS), rng.integers(low, high + 1)))


def callsign(rng: np.random.Generator) -> str:
    """A callsign of any common form (ITU-R M.1172 prefixes), with a portable suffix or prefix now and then."""
    while True:
        prefix = _letters(rng, 1, 2) if rng.random() < 0.85 else str(rng.integers(2, 10)) + _letters(rng, 1, 1)
        call = prefix + str(rng.integers(10)) + _letters(rng, 1, 3)
        if not held_out(call):
            break
    extra = rng.random()
    if extra < 0.07:
        call += str(rng.choice(["/P", "/M", "/MM", "/QRP", "/A", f"/{rng.integers(10)}"]))
    elif extra < 0.1:
        call = _letters(rng, 1, 2) + "/" + call
    return call


def _number(rng) -> str:
    number = str(rng.integers(0, 10 ** rng.integers(1, 6)))
    if rng.random() < 0.2:
        number = number.replace("0", "T").replace("9", "N")
    if rng.random() < 0.15:
        number += str(rng.choice([".", ":", "/", "-"])) + str(rng.integers(100))
    return number


def _group(rng, letters: list[str], low=1, high=7) -> str:
    return "".join(rng.choice(letters, rng.integers(low, high + 1)))


def qso_word(rng: np.random.Generator) -> str:
    """A word of a contact between amateurs: an abbreviation, a callsign, a number, a prosign, a name or place."""
    kind = rng.random()
    if kind < 0.62:
        return QSO[rng.integers(len(QSO))]
    if kind < 0.82:
        return callsign(rng)
    if kind < 0.92:
        return _number(rng)
    if kind < 0.97:
        return str(rng.choice(list(PROSIGNS)))
    return _letters(rng, 2, 8) + str(rng.choice(["", "", "?", ",", "."]))


def exchange(rng: np.random.Generator) -> list[str]:
    """A transmission of a contest: a call, a report, a number."""
    call, serial = callsign(rng), str(rng.integers(1, 3000)).zfill(3)
    serial = serial.replace("0", "T").replace("9", "N") if rng.random() < 0.5 else serial
    exchange = [str(rng.choice(["5NN", "599", "ENN", "5NN"])), serial]
    forms = (
        ["CQ", "TEST", call, call, "TEST"],
        ["CQ", "CQ", "DE", call, call, "K"],
        [call, *exchange],
        ["TU", *exchange, serial],
        ["QRZ", call],
        ["R", *exchange, "TU"],
        [call, "DE", callsign(rng), "UR", *exchange, "="],
    )
    return list(forms[rng.integers(len(forms))])


_ALNUM = list(LETTERS) + list(DIGITS)
_PUNCTUATED = list(LETTERS) + list(DIGITS) + list(PUNCTUATION)
_TABLE = [token for i, token in enumerate(TOKENS) if i not in (BLANK, SPACE)]
_LANGUAGES = {name: words.split() for name, words in PLAIN.items()}
UNSENDABLE = str.maketrans({"Ś": "S", "Ã": "A", "Á": "A", "Í": "I", "Ú": "U", "Ê": "E", "Õ": "O"})


def words(rng: np.random.Generator, count: int) -> list[list[str]]:
    """`count` words or a few more, each a list of codes, all of one kind of text."""
    kind, out = rng.random(), []
    language = list(_LANGUAGES.values())[0 if rng.random() < 0.4 else rng.integers(len(_LANGUAGES))]
    while len(out) < count:
        if kind < 0.33:
            batch = [_group(rng, _ALNUM)]
        elif kind < 0.38:
            batch = [_group(rng, list(LETTERS), 5, 5)]
        elif kind < 0.46:
            batch = [_group(rng, _PUNCTUATED, 1, 6)]
        elif kind < 0.54:
            out.append(list(rng.choice(_TABLE, rng.integers(1, 7))))
            continue
        elif kind < 0.57:
            batch = [_group(rng, list(WABUN if language is _LANGUAGES["en"] else CYRILLIC), 2, 8)]
        elif kind < 0.70:
            batch = exchange(rng)
        elif kind < 0.87:
            batch = [qso_word(rng)]
        else:
            batch = [language[rng.integers(len(language))].translate(UNSENDABLE)]
            if rng.random() < 0.08:
                batch[0] += str(rng.choice([".", ",", "?", "!", "="]))
        out += [encode_word(word) for word in batch]
    return out
