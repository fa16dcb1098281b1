export { freshTokens, renewTokens } from './fresh-tokens.ts'
