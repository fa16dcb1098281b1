import { signIn } from '../src/index.ts'

// What its first call loads, loaded before: a virtual clock waits for no file.
await import('../src/login.ts')

export { signIn }
