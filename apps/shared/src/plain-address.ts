export { plainAddress } from '@device-flow/untrusted'
