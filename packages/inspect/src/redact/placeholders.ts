/** What stands for a secret. */
export const SECRET = '[secret]'

/** What stands for the rest of a value that is too deep or too large. */
export const REST = '[…]'

/** What stands for a value within itself. */
export const CIRCULAR = '[circular]'

/** What stands for a value that throws when it is read. */
export const UNREADABLE = '[unreadable]'
