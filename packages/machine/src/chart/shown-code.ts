import type { DeviceAuthorization } from '../facts.ts'

/** What of an authorization people may see. The device code never is (RFC 8628 §5.2). */
export function shownCode({ userCode, verificationUri, verificationUriComplete, expiresAt }: DeviceAuthorization) {
  return { userCode, verificationUri, verificationUriComplete, expiresAt }
}
