import { tableAlphabet } from './alphabet.js';
import { pairsOf } from './signs.js';

/**
 * Greek: Wikipedia, “Morse code for non-Latin alphabets”; ebook2cw has the same letters. The codes of the old diphthongs are
 * read where no letter has them, but sent as two letters each, as operators do now; the tonos is not sent.
 */
export const GREEK = tableAlphabet({
  name: 'greek',
  pairs: pairsOf(
    `Α .- Β -... Γ --. Δ -.. Ε . Ζ --.. Η .... Θ -.-. Ι .. Κ -.- Λ .-.. Μ -- Ν -. Ξ -..- Ο --- Π .--. Ρ .-. Σ ... Τ -
     Υ -.-- Φ ..-. Χ ---- Ψ --.- Ω .-- ΑΙ .-.- ΑΥ ..-- ΕΥ ---. ΗΥ ...- ΟΥ ..- ΥΙ .---`,
  ),
});
