/**
 * The `User-Agent` of a request (RFC 9110 §10.1.5): that of the app, if it has one, and ours behind it. Firewalls turn away what has no
 * name, or that of a library.
 *
 * @param version of the package that sends
 */
export function userAgent(version: string, ofApp?: string | null): string {
  return [ofApp, `device-flow/${version}`].filter(Boolean).join(' ')
}
