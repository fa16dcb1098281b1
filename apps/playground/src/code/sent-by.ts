import type { ExchangeKind } from '../wire/exchange.ts'

/** A program that sends such requests. */
export type CodeKind = 'react' | 'vue' | 'node' | 'command'

const BY_ITSELF = 'It is sent by itself: nothing in the code asks for it.'

/** Which line of our code sends a request; the same for React and Vue. */
const IN_PAGE: Readonly<Record<ExchangeKind, string>> = {
  discovery: 'It is sent by itself, the first time that the server is asked for something.',
  registration: 'It is sent by itself, before the first code is asked for.',
  keys: 'It is sent by itself, so that an ID token can be checked when it comes.',
  deviceAuthorization: 'start() sends it.',
  poll: 'It is sent by itself, once the interval has passed. hint() sends it as early as is legal.',
  refresh: 'It is sent by itself before the access token dies. refresh() sends it now.',
  revocation: 'signOut() sends it.',
  userInfo: 'fetchUserInfo() of the services sends it.',
  api: 'flow.fetch(url) sends it, with the access token along.',
  signOfLife: 'No client sends it: this page asks, to find out why an answer could not be read.',
}

const IN_NODE: Readonly<Partial<Record<ExchangeKind, string>>> = {
  deviceAuthorization: 'signIn() sends it, unless somebody is signed in already.',
  poll: 'signIn() sends it, once the interval has passed.',
  revocation: 'signOut() of @device-flow/session sends it.',
  userInfo: 'session.userInfo() sends it.',
  refresh: 'It is sent by itself before the access token dies.',
  api: 'session.fetch(url) sends it, with the access token along.',
}

const BY_COMMAND: Readonly<Partial<Record<ExchangeKind, string>>> = {
  deviceAuthorization: 'login sends it, unless somebody is signed in already.',
  poll: 'login sends it, once the interval has passed.',
  refresh: 'token sends it, when the access token is about to expire.',
  revocation: 'logout sends it.',
  userInfo: 'No command sends it.',
  api: 'fetch sends it, with the access token along.',
}

/** Says which line sends a request of this kind. */
export function sentBy(code: CodeKind, kind: ExchangeKind): string {
  if (code === 'node') return IN_NODE[kind] ?? BY_ITSELF
  return code === 'command' ? (BY_COMMAND[kind] ?? BY_ITSELF) : IN_PAGE[kind]
}
