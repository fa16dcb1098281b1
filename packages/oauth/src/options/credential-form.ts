import type { TokenSet } from '@device-flow/machine'

/**
 * In which form `client_secret_basic` sends the client's id and secret. RFC 6749 has them form-encoded; some servers compare what they got
 * without decoding it, and take a secret that encoding changes for a wrong one. One for all requests of the same services.
 */
export interface CredentialForm {
  /** The form of the next request. */
  isRaw(): boolean
  /** Begins with the form that another process has learnt, unless this one knows better: a first try, which may still be refused. */
  takeUp(kept: KeptForm): void
  /** What the next process is to begin with. */
  toKeep(): KeptForm
  /** Notes that the server knew the client by credentials in a form: from then on, it is sent no other. */
  noteKnown(wasRaw: boolean): void
  /**
   * Notes that the server refused the client, in OAuth's words, by credentials in a form. Returns whether another request is worth it, in
   * the other one; or that both were refused.
   */
  noteRefused(wasRaw: boolean): 'tryOther' | 'bothRefused' | undefined
  /** Whether the next form is the encoded one, and nothing is known of either that rules the other one out. */
  mayTryRaw(): boolean
  /** Sends one request with the credentials as they are, which decides nothing for the next ones. */
  tryRaw<Result>(send: () => Promise<Result>): Promise<Result>
}

/** What is kept with a login and its tokens. */
type KeptForm = Pick<TokenSet, 'rawCredentials'>

export function createCredentialForm(): CredentialForm {
  let known: 'encoded' | 'raw' | undefined
  const refused = { encoded: false, raw: false }
  let isRaw = false
  let isTrying = false
  const mayTryRaw = (): boolean => !known && !isRaw && !refused.raw
  return {
    isRaw: () => isRaw || isTrying,
    takeUp({ rawCredentials }) {
      const isNewHere = !known && !refused.encoded && !refused.raw
      isRaw ||= isNewHere && rawCredentials === true
    },
    // Also where it is not so, over what was kept before.
    toKeep: () => ({ rawCredentials: isRaw || undefined }),
    noteKnown(wasRaw) {
      known ??= wasRaw ? 'raw' : 'encoded'
      isRaw = known === 'raw'
    },
    noteRefused(wasRaw) {
      const form = wasRaw ? 'raw' : 'encoded'
      // The other one may have become known while this was on its way.
      if (known) return known === form ? undefined : 'tryOther'
      // Of a request that left during a try.
      if (wasRaw && !isRaw && !refused.encoded) return 'tryOther'
      refused[form] = true
      const areBothRefused = refused.encoded && refused.raw
      isRaw = !wasRaw && !areBothRefused
      return areBothRefused ? 'bothRefused' : 'tryOther'
    },
    mayTryRaw,
    async tryRaw(send) {
      isTrying = true
      try {
        return await send()
      } finally {
        isTrying = false
      }
    },
  }
}
