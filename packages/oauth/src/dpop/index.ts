// @device-flow/oauth/dpop: tokens that are bound to a key (RFC 9449). Who imports it alone pays for it.
export { createDpop } from './create-dpop.ts'
export { DpopKeyError } from './key-error.ts'

export type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
export type { DpopAlgorithm } from './algorithm.ts'
export type { DpopOptions } from './create-dpop.ts'
export type { DpopKeyProblem } from './key-error.ts'
export type { DpopOption } from '../options/attachable.ts'
