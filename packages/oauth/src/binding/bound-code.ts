import { Secret } from '@device-flow/machine'

/** What a login was bound by when it began. */
export interface Binding {
  verifier?: string | undefined
  nonce?: string | undefined
}

/** A device code, and what the login is bound by. */
export interface BoundCode extends Binding {
  deviceCode: Secret
}

/** Both as one secret: so it is hidden, kept over a restart, and shared by tabs as the device code is. */
export function joinCode({ deviceCode, verifier, nonce }: BoundCode): Secret {
  return new Secret(JSON.stringify({ device_code: deviceCode.reveal(), verifier, nonce }))
}

/** The opposite of {@link joinCode}. A code from before the binding was switched on is bound by nothing. */
export function splitCode(joined: Secret): BoundCode {
  const parts = read(joined.reveal())
  return typeof parts?.device_code === 'string'
    ? { deviceCode: new Secret(parts.device_code), verifier: parts.verifier, nonce: parts.nonce }
    : { deviceCode: joined }
}

function read(text: string): ({ device_code?: string } & Binding) | null | undefined {
  try {
    return JSON.parse(text) as { device_code?: string } & Binding
  } catch {
    return undefined
  }
}
