import type { ClientAuth } from 'oauth4webapi'
import type { Form } from './credential-form.ts'

/**
 * Sends the client's id and secret in the header, form-encoded. Unlike that of oauth4webapi, it leaves `-._*` as they are, as form encoding
 * does: servers that compare what they got without decoding it would turn such a secret down. In the form `raw` all characters are sent as
 * they are.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 | RFC 6749 §2.3.1}
 */
export function basicAuthentication(secret: string, formOfNext: () => Form): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials =
      formOfNext() === 'raw' ? inBytes(`${client.client_id}:${secret}`) : encoded(client.client_id, secret)
    headers.set('authorization', `Basic ${btoa(credentials)}`)
  }
}

/** Whether form encoding changes an id or a secret, and the two can be told apart without it. */
export function hasRawForm(clientId: string, secret: string): boolean {
  return !clientId.includes(':') && encoded(clientId, secret) !== `${clientId}:${secret}`
}

function encoded(clientId: string, secret: string): string {
  return `${formEncoded(clientId)}:${formEncoded(secret)}`
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

/** UTF-8, a character a byte, as `btoa` takes it. */
function inBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}
