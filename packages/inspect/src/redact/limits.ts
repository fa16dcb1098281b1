/** What stands for a secret. */
export const SECRET = '[secret]'

/** What stands for the rest of a value that is too deep or too large. */
export const REST = '[…]'

/** What stands for a value within itself. */
export const CIRCULAR = '[circular]'

/** What stands for a value that throws when it is looked at. */
export const UNREADABLE = '[unreadable]'

// A login's own values stay far below these. They keep one hostile value from filling a viewer's memory, or this process's time.

/** Objects and arrays within each other, also across JSON in strings. */
export const DEEPEST = 40

/** Members of one object, items of one array. */
export const MOST_MEMBERS = 1_000

/** Objects and arrays in one value. */
export const MOST_NODES = 20_000

/** Characters of one string. */
export const LONGEST_TEXT = 100_000

/** Characters of all texts in one value. */
export const MOST_CHARACTERS = 2_000_000
