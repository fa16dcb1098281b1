import type * as OidcProvider from 'oidc-provider'

type Library = typeof OidcProvider

let loading: Promise<Library> | undefined

/**
 * Loads oidc-provider. On Node 20 it warns "Unsupported runtime" while it is being imported; every flow that this server offers was run on
 * Node 20, so that one line is kept from the terminal. Any other warning goes through.
 */
export function loadOidcProvider(): Promise<Library> {
  loading ??= importQuietly()
  return loading
}

async function importQuietly(): Promise<Library> {
  const terminal: Pick<Console, 'warn'> = console
  const { warn } = terminal
  terminal.warn = (...words: unknown[]): void => {
    if (!String(words[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...words)
  }
  try {
    return await import('oidc-provider')
  } finally {
    terminal.warn = warn
  }
}
