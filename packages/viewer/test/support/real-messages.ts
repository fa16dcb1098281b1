import { recordLogin } from './recorded-login.ts'

const login = recordLogin({ polls: ['pending', 'slowDown', { fault: 'offline' }, 'denied'] })
await login.services.clock.advance(60_000)
/** What a real inspector said of a login that was pending, slowed down, offline and denied. */
export const realMessages = login.messages()
