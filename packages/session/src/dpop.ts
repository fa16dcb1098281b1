// @device-flow/session/dpop: where the keys of DPoP proofs are kept as text (RFC 9449).
export { storedDpopKeys } from './dpop/stored-dpop-keys.ts'

export type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
