// A prime, small enough that the product of two remainders is an exact integer.
const MODULUS = 67_108_859

// Random for each process: otherwise someone could prepare a text whose parts all have the hash of a secret, and each would be compared.
const BASE = 1_000 + Math.floor(Math.random() * (MODULUS - 2_000))

/** The powers of the base, as far as they were needed. */
const powers = [1]

/**
 * Hashes of the parts of one text, each in one step, however long it is (Rabin and Karp). Comparing a secret with the text at each of its
 * places instead takes as many steps as both lengths multiplied, if a hostile text repeats the secret's beginning.
 */
export class PartHashes {
  /** At each index the hash of everything before it. */
  readonly #before: Int32Array

  constructor(text: string) {
    const { length } = text
    while (powers.length <= length) powers.push(((powers.at(-1) as number) * BASE) % MODULUS)
    this.#before = new Int32Array(length + 1)
    let hash = 0
    for (let index = 0; index < length; index++) {
      hash = (hash * BASE + text.charCodeAt(index)) % MODULUS
      this.#before[index + 1] = hash
    }
  }

  /** Returns the hash of the part from `start` to before `end`. Equal texts have equal hashes; others seldom do. */
  of(start: number, end: number): number {
    const before = ((this.#before[start] as number) * (powers[end - start] as number)) % MODULUS
    return ((this.#before[end] as number) - before + MODULUS) % MODULUS
  }
}

/** The hash of a whole text. */
export function hashOf(text: string): number {
  return new PartHashes(text).of(0, text.length)
}
