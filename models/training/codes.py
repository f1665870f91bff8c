"""Morse codes as tokens, and the alphabets that the texts of this folder are written in.

The network prints codes, not letters: `.-` is one token whatever an alphabet calls it.  Token 0 is the CTC blank,
token 1 the word space, then every code of one to six elements (ordered by length, `.` before `-`), then the longer
codes that are in use.  Sources: ITU-R M.1677-1 (International), ARRL operating practice (prosigns).
"""

from itertools import product

BLANK, SPACE = 0, 1
LONGEST_REGULAR = 6

LONGER = (
    "...---...",  # SOS
    "........",  # error, HH; longer runs of dits are labelled the same
    "...-..-",  # $
    "-...-.-",  # BK
    "-.-..-..",  # CL
    "-..-..-..",  # DDD, relayed distress
)

TOKENS = (
    "",
    " ",
    *("".join(code) for length in range(1, LONGEST_REGULAR + 1) for code in product(".-", repeat=length)),
    *LONGER,
)
TOKEN_ID = {token: i for i, token in enumerate(TOKENS)}

LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..".split(),
    )
)
DIGITS = dict(zip("0123456789", "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split()))
PUNCTUATION = {
    ".": ".-.-.-",
    ",": "--..--",
    ":": "---...",
    "?": "..--..",
    "'": ".----.",
    "-": "-....-",
    "/": "-..-.",
    "(": "-.--.",
    ")": "-.--.-",
    '"': ".-..-.",
    "=": "-...-",
    "+": ".-.-.",
    "@": ".--.-.",
    "!": "-.-.--",
    "&": ".-...",
    ";": "-.-.-.",
    "_": "..--.-",
    "$": "...-..-",
}
ACCENTED = {
    "Ä": ".-.-",
    "Æ": ".-.-",
    "Ą": ".-.-",
    "À": ".--.-",
    "Å": ".--.-",
    "Ç": "-.-..",
    "Ć": "-.-..",
    "È": ".-..-",
    "Ł": ".-..-",
    "É": "..-..",
    "Ę": "..-..",
    "Ñ": "--.--",
    "Ń": "--.--",
    "Ö": "---.",
    "Ø": "---.",
    "Ó": "---.",
    "Ü": "..--",
    "Ź": "--..-.",
    "Ż": "--..-",
    "Š": "----",
}
CYRILLIC = dict(
    zip(
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЫЭЮЯ",
        ".- -... .-- --. -.. . ...- --.. .. .--- -.- .-.. -- -. --- .--. .-. ... - ..- ..-. .... -.-. ---. ---- --.- "
        "-..- -.-- ..-.. ..-- .-.-".split(),
    )
)
WABUN = dict(
    zip(
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン゛゜ー",
        ".- .-.- -... -.-. -.. . ..-.. ..-. --. .... -.--. .--- -.- .-.. -- -. --- ---. .--. --.- .-. ... - ..- .-..- "
        "..-- .-... ...- .-- -..- -.-- --.. ---- -.--- .-.-- --.-- -.-.- -.-.. -..-- -...- ..-.- --.-. .--.. --..- "
        "-..-. .---. ---.- .-.-. .. ..--. .--.-".split(),
    )
)
PROSIGNS = {
    "<AR>": ".-.-.",
    "<AS>": ".-...",
    "<BK>": "-...-.-",
    "<BT>": "-...-",
    "<CL>": "-.-..-..",
    "<HH>": "........",
    "<KA>": "-.-.-",
    "<KN>": "-.--.",
    "<SK>": "...-.-",
    "<SN>": "...-.",
    "<SOS>": "...---...",
}

INTERNATIONAL = {**LETTERS, **DIGITS, **PUNCTUATION}
WRITABLE = {**INTERNATIONAL, **{letter: code for letter, code in ACCENTED.items() if code in TOKEN_ID}}


def encode_word(word: str) -> list[str]:
    """Codes of one word.  A prosign stands in angle brackets: `73<SK>`.  Raises KeyError for a letter with no code."""
    codes, i = [], 0
    while i < len(word):
        if word[i] == "<":
            end = word.index(">", i) + 1
            codes.append(PROSIGNS[word[i:end]])
            i = end
            continue
        letter = word[i]
        code = WRITABLE.get(letter) or CYRILLIC.get(letter) or WABUN.get(letter)
        if code is None:
            raise KeyError(letter)
        codes.append(code)
        i += 1
    return codes


def encode(text: str) -> list[list[str]]:
    """Words of codes for a text whose words stand between blanks."""
    return [encode_word(word) for word in text.split()]
