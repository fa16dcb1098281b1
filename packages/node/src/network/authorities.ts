import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'

/**
 * The certificate authorities that are trusted with these beside them, PEM. To name any takes the place of Node's own, so they are named
 * too: those that it comes with, and of `NODE_EXTRA_CA_CERTS`.
 */
export function authoritiesWith(more: readonly string[]): string[] {
  return [...defaultAuthorities(), ...more]
}

function defaultAuthorities(): readonly string[] {
  // Of newer versions: it knows of --use-system-ca, too.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] }
  if (getCACertificates) return getCACertificates('default')
  const extra = process.env['NODE_EXTRA_CA_CERTS']
  return extra ? [...tls.rootCertificates, ...readIfThere(extra)] : tls.rootCertificates
}

/** Node itself warns of a file that cannot be read, and goes on. */
function readIfThere(file: string): string[] {
  try {
    return [readFileSync(file, 'utf8')]
  } catch {
    return []
  }
}
