import type { LoginReason, TransientReason } from './reasons.ts'

/**
 * Spells a reason as the lines of `--json` do, which speak OAuth's snake_case throughout: `signedOut` is `signed_out`. Scripts read these
 * words, so they stay whatever the reasons are called inside.
 */
export function jsonReason(reason: LoginReason | TransientReason | 'cancelled'): string {
  return reason.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}
