import { toView } from '@device-flow/machine'
import { createHandle } from '@device-flow/machine/adapter'
import { createOAuthServices } from '@device-flow/oauth'
import { withSession } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'
import { html, LitElement } from 'lit'

const client = { issuer: 'http://127.0.0.1:8629', clientId: 'device-flow-demo', scope: 'openid profile offline_access' }
const services = withSession(createOAuthServices(client), { store: encryptedIndexedDbStore() })

class SignIn extends LitElement {
  private readonly login = createHandle(services, { onUnmount: 'detach' })
  private unmount?: () => void

  override connectedCallback() {
    super.connectedCallback()
    this.unmount = this.login.mount()
    this.login.actor.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.unmount?.()
  }

  override render() {
    return html`<main aria-live="polite">
      <h1>My app</h1>
      ${this.screen()}
    </main>`
  }

  private screen() {
    const { commands } = this.login
    const view = toView(this.login.actor.getSnapshot())
    switch (view.status) {
      case 'idle':
        return view.restoring ? html`<p>One moment…</p>` : html`<button @click=${commands.start}>Sign in</button>`
      case 'requesting':
        return html`<p>One moment…</p>`
      case 'awaitingUser':
        return html`
          <p>Open <b>${view.verificationUri}</b> on your phone, and enter <strong>${view.userCode}</strong></p>
          <button @click=${commands.cancel}>Cancel</button>
        `
      case 'authorized':
        return html`
          <p>Hello, ${view.claims?.['name']}</p>
          <button @click=${commands.signOut}>Sign out</button>
        `
      case 'error':
        return html`<p>
          ${view.error.message}
          <button @click=${commands.retry}>${view.error.reason === 'signedOut' ? 'Sign in' : 'Try again'}</button>
        </p>`
    }
  }
}

customElements.define('sign-in', SignIn)
