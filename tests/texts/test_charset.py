"""Bytes to characters, against senders that say the wrong thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.texts.charset import decode
from verifier.texts.typography import clean, collapsed, joined_letters

CASES = {
    "valid UTF-8 wins over a declared Latin-1": ("naïve – “quoted”".encode(), "iso-8859-1", "naïve – “quoted”"),
    "declared Latin-1 means Windows-1252": ("“quoted” – naïve".encode("cp1252"), "iso-8859-1", "“quoted” – naïve"),
    "undeclared bytes that are not UTF-8 are Windows-1252": ("caf\u00e9 \u2014 fin".encode("cp1252"), "", "café — fin"),
    "a page's own meta is asked when the server is silent": (
        '<meta charset="windows-1251"><p>Министр'.encode("cp1251"), "", '<meta charset="windows-1251"><p>Министр',
    ),
    "a byte order mark beats every declaration": ("\ufeffΑθήνα".encode(), "iso-8859-7", "Αθήνα"),
    "UTF-16 without a mark is seen by its zeros": ("plain words here".encode("utf-16-le"), "", "plain words here"),
    "seven-bit Japanese is not taken for ASCII": ("外務大臣".encode("iso2022_jp"), "iso-2022-jp", "外務大臣"),
    "a UTF-8 text cut in mid-letter stays UTF-8": ("é".encode() * 200 + b"\xc3", "", "é" * 200 + "\ufffd"),
    "UTF-8 read as Windows-1252 and written again is mended": ("donâ€™t say cafÃ©".encode(), "utf-8", "don’t say café"),
    "an unknown charset name is ignored": (b"plain", "x-klingon", "plain"),
    "a charset that is no text encoding is ignored": (b"plain", "base64", "plain"),
    "line ends become one line feed": (b"a\r\nb\rc\n", "", "a\nb\nc\n"),
}  # fmt: skip


OTHERS = {
    # our own sentences, each in the code pages it was commonly typed in
    "Polish": (("Ambasador powiedział, że nie wierzy w szybkie zakończenie rozmów i że wszystko zależy od Moskwy. "
               "To jest dla nas bardzo ważne, mówił, ale jak długo będzie to trwało, tego nie wie nikt."),
               ["cp1250", "iso8859-2"]),
    "Czech": (("Ministr řekl, že na jednání se o této otázce ještě nemluvilo a že by to bylo předčasné. "
              "Jsou to pro nás důležité věci, ale bude o nich rozhodnuto až v květnu."), ["cp1250", "iso8859-2"]),
    "Slovak": (("Veľvyslanec povedal, že sa o tom bude ešte hovoriť a že je to v záujme oboch strán. "
               "Ale ako sa to skončí, to nevie nikto, a po tom všetkom je na čase začať odznova."), ["cp1250"]),
    "Hungarian": (("A miniszter azt mondta, hogy ez nem a mi ügyünk, és csak az idő dönti el, mi lesz belőle. "
                  "De ki az, aki erről többet tud, ha nem a követ, és mint volt, meg kell várni őt."),
                  ["cp1250", "iso8859-2"]),
    "Romanian": (("Ambasadorul a spus că nu este de acord cu propunerea şi că va aştepta până la toamnă. "
                 "Din cauza aceasta au fost amânate convorbirile pe care le pregătise, la care mai ţinea."),
                 ["cp1250"]),
    "Turkish": (("Büyükelçi bu görüşmenin çok önemli olduğunu söyledi ve bir sonraki toplantıya kadar ne olacağını "
                "kimse bilmiyor dedi. Daha iyi bir yol olarak bu öneriyi gördü."), ["cp1254", "iso8859-9"]),
    "Lithuanian": (("Pasiuntinys pasakė, kad tai yra labai svarbu ir kad apie šį klausimą dar nebuvo kalbėta. "
                   "Bet kaip bus toliau, jau nežino nė vienas, nes per žiemą buvo daug kas pasikeitę."), ["cp1257"]),
    "Latvian": (("Vēstnieks teica, ka tas ir ļoti svarīgi un ka par šo jautājumu vēl nav runāts. "
                "Bet kas būs tālāk, to neviens nezina, un lai kas arī bija, ir jāgaida."), ["cp1257", "iso8859-13"]),
    "Greek": (("Ο πρέσβης είπε ότι η κυβέρνηση δεν είχε αποφασίσει ακόμη για τη συνάντηση και ότι θα περίμενε. "
              "Άλλωστε κανείς δεν ήξερε τι θα έφερνε ο χειμώνας."), ["cp1253", "iso8859-7"]),
    "Greek in capitals": ("ΣΗΜΕΙΩΜΑ ΓΙΑ ΤΗ ΣΥΝΟΜΙΛΙΑ ΤΟΥ ΥΠΟΥΡΓΟΥ ΜΕ ΤΟΝ ΠΡΕΣΒΗ", ["cp1253", "iso8859-7"]),
    "Russian in capitals": ("ЗАПИСЬ БЕСЕДЫ МИНИСТРА ИНОСТРАННЫХ ДЕЛ С ПОСЛОМ", ["cp1251", "koi8-r", "iso8859-5"]),
    "Russian from an old machine": ("Посол сказал, что переговоры пока не начались и что он подождёт.", ["cp866"]),
    "Ukrainian": ("Посол сказав, що переговори ще не почалися, і він чекає на відповідь із Києва.",
                  ["cp1251", "koi8-u"]),
}  # fmt: skip
TYPED = [(name, page) for name, (_, pages) in OTHERS.items() for page in pages]


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize(("name", "page"), TYPED, ids=[f"{name} in {page}" for name, page in TYPED])
def test_text_in_a_code_page_that_nobody_declared_is_read_by_its_words_and_letters(
    name: str, page: str, declared: str
) -> None:
    text = f"<style>p {{ margin: 0 }}</style><p>{OTHERS[name][0]}</p>"
    assert decode(text.encode(page), declared) == text


WESTERN = {
    "English": "The ambassador’s naïve remark – made in a café – was not to be taken as a refusal, so he said “no”.",
    "English with foreign names": "Mr. Brătianu and Mr. Müller spoke to the press in Zürich; a résumé was to be "
    "sent to them by the end of the day.".replace("ă", "a"),
    "German": "Der Botschafter führte aus, daß die Gespräche über die Abrüstung für Österreich von größter Bedeutung "
    "seien und daß er nicht wisse, was der Minister plane.",
    "French": "L’ambassadeur a déclaré qu’il ne fallait pas s’attendre à une réponse avant l’été et que les "
    "négociations étaient suspendues à la demande de la délégation française.",
    "Spanish": "El señor ministro dijo que la reunión no había terminado y que mañana seguirían las conversaciones "
    "sobre la situación económica.",
    "Portuguese": "O embaixador disse que não se podia esperar uma decisão até o fim das negociações e que a situação "
    "era má para todos.",
    "Italian": "L’ambasciatore disse che la questione non è più urgente e che il governo ne parlerà a metà aprile, "
    "perché così si è deciso.",
    "Dutch": "De gezant zei dat het één van de moeilijkste kwesties was die hij ooit had geërfd van zijn voorganger.",
    "Swedish": "Ambassadören sade att frågan inte var löst och att man måste vänta på svar från Åbo i ännu en vecka.",
    "Danish": "Gesandten sagde, at spørgsmålet ikke var løst, og at de måtte vente på svar fra Århus i en uge til.",
    "Finnish": "Suurlähettiläs sanoi, että kysymys ei ollut vielä ratkaistu ja että vastausta on odotettava.",
    "Icelandic": "Sendiherrann sagði að málið væri ekki útkljáð og að það yrði að bíða svars frá Þingvöllum.",
    "a list of names": "Pérez, Müller, Ångström, Søren, Çelik, Þór, Ýmir, Núñez, Straße, Œuvre, Éire",
    "a table of prices": "£4 10s. ½d. – 20° C – ±5 – §3 – «a» – ©1983 – ¿no? – ¡sí!",
}


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western_text_is_never_taken_for_another(text: str, declared: str) -> None:
    assert decode(text.encode("cp1252"), declared) == text


@given(st.lists(st.sampled_from(" ".join(WESTERN.values()).split()), min_size=1, max_size=60))
def test_no_mixture_of_western_words_is_taken_for_another(words: list[str]) -> None:
    assert decode(b"\xe9 " + " ".join(words).encode("cp1252")) == "é " + " ".join(words)


RUSSIAN = "Запись беседы министров о переговорах и об ограничении стратегических вооружений"


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_russian_that_nobody_declared_is_told_by_its_letters(encoding: str, declared: str) -> None:
    assert decode(f"<p>{RUSSIAN}</p>".encode(encoding), declared) == f"<p>{RUSSIAN}</p>"


@pytest.mark.parametrize(("body", "declared", "expected"), CASES.values(), ids=CASES)
def test_bytes_are_read_as_what_they_are(body: bytes, declared: str, expected: str) -> None:
    assert decode(body, declared) == expected


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "iso-8859-1", "shift_jis", "utf-16", "nonsense"]))
def test_no_bytes_and_no_declaration_raise(body: bytes, declared: str) -> None:
    assert isinstance(decode(body, declared), str)


@given(st.text(alphabet="abc éü—“”€ß", max_size=80))
def test_utf8_text_comes_back_whatever_was_declared(text: str) -> None:
    assert decode(text.encode(), "iso-8859-1") == text


LINES = {
    "a spaced-out heading is closed up": ("V e r m e r k", "Vermerk"),
    "two blanks part spaced-out words": ("T O P  S E C R E T", "TOP SECRET"),
    "initials are left alone": ("J. F. K. spoke", "J. F. K. spoke"),
    "three lone letters are left alone": ("a b c", "a b c"),
    "single-letter words among others stay": ("I saw a man", "I saw a man"),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_letter_spacing(line: str, expected: str) -> None:
    assert " ".join(joined_letters(line).split()) == expected


def test_soft_hyphens_ligatures_and_special_spaces_are_plain_afterwards() -> None:
    assert collapsed(clean("signi\u00adficant \ufb01nd\u00a0\u00a0\u00a0of\u2009it")) == "significant find of it"
