import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** What chance decides about one login. The same seed and number of the login decide the same, so that any login can be run again alone. */
export class Random {
  readonly #generator

  constructor(seed: number, login: number) {
    // Neighbouring seeds begin alike; the odd factor sets them apart.
    this.#generator = xoroshiro128plus(Math.imul(seed ^ Math.imul(login + 1, 0x9e3779b1), 0x85ebca6b))
    this.between(0, 1)
  }

  /** At least `min`, and below `max`. */
  between(min: number, max: number): number {
    return min + uniformFloat64(this.#generator) * (max - min)
  }

  /** Whether something happens that happens in this share of all cases. */
  happens(share: number): boolean {
    return this.between(0, 1) < share
  }

  pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[uniformInt(this.#generator, 0, values.length - 1)] as Value
  }

  /** Half of all are below the median, and most within a factor of `spread` of it: as delays and people's patience are (log-normal). */
  around(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.between(0, 1))) * Math.cos(2 * Math.PI * this.between(0, 1))
    return median * spread ** normal
  }
}
