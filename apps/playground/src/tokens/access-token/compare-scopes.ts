import { cleanText } from '@device-flow/untrusted'

/** Says which of the scopes that were asked for were granted (RFC 6749 §3.3). */
export function compareScopes(asked: string, granted: string | undefined): string {
  if (granted === undefined) return 'The server does not say. So it is what was asked for (RFC 6749 §5.1).'
  const [wanted, given] = [asked, granted].map((scope) => scope.split(' ').filter(Boolean))
  const missing = wanted?.filter((name) => !given?.includes(name)) ?? []
  const more = given?.filter((name) => !wanted?.includes(name)) ?? []
  const notes = [
    ...(missing.length > 0 ? [`asked for, and not granted: ${missing.join(' ')}`] : []),
    ...(more.length > 0 ? [`granted without being asked for: ${more.join(' ')}`] : []),
  ]
  const text = notes.length > 0 ? `${granted} – ${notes.join('; ')}` : `${granted} – all that was asked for`
  return cleanText(text, 1000)
}
