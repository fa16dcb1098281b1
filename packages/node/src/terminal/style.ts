function sgr(codes: string): (text: string) => string {
  return (text) => `\u{1b}[${codes}m${text}\u{1b}[0m`
}

/** How the live prompt emphasises text: ECMA-48 SGR sequences that every terminal knows. */
export const bold: (text: string) => string = sgr('1')
export const dim: (text: string) => string = sgr('2')
export const green: (text: string) => string = sgr('32')
export const red: (text: string) => string = sgr('31')
export const link: (text: string) => string = sgr('1;36')

/** White on black whatever the theme: from the fixed part of the 256 colours, which themes leave alone. */
export const whiteOnBlack: (text: string) => string = sgr('38;5;231;48;5;16')
export const white: (text: string) => string = sgr('38;5;231')
