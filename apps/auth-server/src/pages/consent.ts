import { html } from '../html.ts'
import { layout } from './layout.ts'
import { tickMark } from './marks.ts'

const PLAIN_WORDS: Record<string, string> = {
  openid: 'Recognise you next time',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Stay signed in until you sign out',
  'api:read': 'Read your sample orders',
}

interface Consent {
  /** Where the form goes. */
  action: string
  clientName: string
  personName: string
  /** The network address of the device; `undefined` when unknown. */
  address: string | undefined
  scopes: readonly string[]
}

/**
 * The person allows or denies what the device asks for. Who typed the code has not been asked yet whether the device is theirs (RFC 8628
 * §5.4).
 */
export function consentPage({ action, clientName, personName, address, scopes }: Consent): string {
  return layout({
    id: 'consent',
    title: 'Allow this device?',
    content: html`<h1>Allow this device?</h1>
      <form method="post" action="${action}">
        <p><bdi>${clientName}</bdi> would like to:</p>
        <ul>
          ${scopes.map((scope) => html`<li>${tickMark}<span>${PLAIN_WORDS[scope] ?? scope}</span></li>`)}
        </ul>
        <p>
          ${address && html`It asks from ${address}. `}Only allow it if you started this on the device in front of you.
        </p>
        <div class="buttons">
          <button type="submit" name="decision" value="allow">Allow</button>
          <button type="submit" name="decision" value="deny" class="second">Deny</button>
        </div>
        <p class="hint">
          Signed in as <strong><bdi>${personName}</bdi></strong>
          <button type="submit" name="decision" value="switch" class="link">Use another name</button>
        </p>
      </form>`,
  })
}
