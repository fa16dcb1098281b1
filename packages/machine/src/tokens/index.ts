export { needsRenewal } from '../chart/refresh-schedule.ts'
export { freshTokens, renewTokens } from './fresh-tokens.ts'
export { createTokenSource } from './token-source.ts'
