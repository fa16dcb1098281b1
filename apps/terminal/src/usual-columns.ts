/** The width of a terminal that does not tell its own, and of what is none. */
export const USUAL_COLUMNS = 80
