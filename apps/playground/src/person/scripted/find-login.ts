import type { LoginReport } from '@device-flow/testing/fetch'

const PROBLEMS: Record<Exclude<LoginReport['state'], 'waiting'>, string> = {
  approved: 'This code was used already. Each is good for one device, once.',
  used: 'This code was used already. Each is good for one device, once.',
  denied: 'You have said no to this device. Start again on the device to get another code.',
  expired: 'This code has run out. Start again on the device to get another one.',
}

/** Finds the login of a code as a person types it, with blanks and dashes; or what to tell the person. */
export function findLogin(
  logins: readonly LoginReport[],
  typed: string,
): { readonly login: LoginReport } | { readonly problem: string } {
  const code = typed.replaceAll(/[\s\p{Pd}]/gu, '')
  if (code === '') return { problem: 'Type the code that the device shows.' }
  const login = logins.find(({ userCode }) => userCode === code)
  if (!login) return { problem: 'There is no such code. Compare it with the screen of the device.' }
  return login.state === 'waiting' ? { login } : { problem: PROBLEMS[login.state] }
}
