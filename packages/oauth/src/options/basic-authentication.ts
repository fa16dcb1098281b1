import type { ClientAuth } from 'oauth4webapi'

/**
 * Sends the client's id and secret in the header, form-encoded. Unlike that of oauth4webapi, it leaves `-._*` as they are, as form encoding
 * does: servers that compare what they got without decoding it would turn such a secret down.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 | RFC 6749 §2.3.1}
 */
export function basicAuthentication(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    headers.set('authorization', `Basic ${btoa(`${formEncoded(client.client_id)}:${formEncoded(secret)}`)}`)
  }
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
