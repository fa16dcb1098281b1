// A login's own values stay far below these. They keep one hostile value from filling a viewer's memory, or taking up this process's time.

/** Objects and arrays within each other, also across JSON in strings. */
export const MAX_DEPTH = 40

/** Members of one object, items of one array. */
export const MAX_MEMBERS = 1_000

/** Objects and arrays in one value. */
export const MAX_NODES = 20_000

/** Characters of one string. */
export const MAX_TEXT_CHARS = 100_000

/** Characters of all texts in one value. */
export const MAX_TOTAL_CHARS = 2_000_000
