export { fetchOnce } from '@device-flow/untrusted'
