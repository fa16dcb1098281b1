/**
 * What a response says of the client that has asked (RFC 6749 §5.2).
 *
 * - `accepted` – it is who it says it is
 * - `refused` – it is not
 * - `silent` – a no without a word, which may be about the client: Glewlwyd's to a refresh
 */
export type ClientJudgement = 'accepted' | 'refused' | 'silent'

/**
 * In which form `client_secret_basic` sends the client's id and secret. RFC 6749 has them form-encoded; some servers compare what they got
 * without decoding it, and take a secret that encoding changes for a wrong one. One for all requests of the same services.
 */
export interface CredentialForm {
  /** The form of the next request. */
  isRaw(): boolean
  /**
   * Notes what the server made of credentials that were sent in a form. Returns whether another request is worth it, in the other one; or
   * that both were refused.
   */
  note(wasRaw: boolean, judgement: ClientJudgement): 'tryOther' | 'bothRefused' | undefined
}

export function createCredentialForm(): CredentialForm {
  let isRaw = false
  let rawForm: 'accepted' | 'refused' | undefined
  let wasTriedInSilence = false
  return {
    isRaw: () => isRaw,
    note(wasRaw, judgement) {
      if (judgement === 'accepted') {
        if (wasRaw) rawForm = 'accepted'
        return undefined
      }
      const isSilent = judgement === 'silent'
      if (!wasRaw && rawForm !== 'refused' && !(isSilent && wasTriedInSilence)) {
        isRaw = true
        wasTriedInSilence ||= isSilent
        return 'tryOther'
      }
      // What was said without a word may be about something else, and decides nothing.
      if (wasRaw && !isSilent) rawForm ??= 'refused'
      isRaw = rawForm === 'accepted'
      return isSilent && isRaw ? undefined : 'bothRefused'
    },
  }
}
