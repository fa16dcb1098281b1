import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { Settings } from '../settings/settings.ts'
import type { Exchange, ExchangeKind, Verdict } from './exchange.ts'
import { metadataVerdict, redirectVerdict } from './document-verdict.ts'
import { grantVerdict, refreshVerdict } from './token-verdicts.ts'
import { VERDICTS } from './verdicts.ts'
import { judgeWhileKeysAreAwaited } from './while-keys-are-awaited.ts'
import type { WireLog } from './wire-log.ts'

/**
 * Makes services tell the log what they made of each response.
 *
 * @param issuer as it was entered
 */
export function withVerdicts(
  services: OAuthServices,
  { wire, settings: { scope } }: { wire: WireLog; settings: Settings },
  device: string,
  issuer?: string,
): OAuthServices {
  async function judged<Value>(
    kind: ExchangeKind,
    work: () => Promise<Value>,
    verdictOn: (value: Value, exchange: Exchange) => Verdict,
  ): Promise<Value> {
    const before = wire.newest()
    const sent = (): readonly Exchange[] => wire.sentAfter(before, device)
    try {
      const value = await work()
      const judgedOnes = sent().filter((exchange) => exchange.kind === kind)
      // The two tokens of a sign-out are two requests, and one verdict.
      for (const exchange of kind === 'revocation' ? judgedOnes : judgedOnes.slice(-1)) {
        // The log reads a copy of the body, and may be behind the device.
        wire.onceRead(exchange.number, (whole) => wire.judge(whole.number, verdictOn(value, whole)))
      }
      return value
    } catch (error) {
      // Where the request itself was never sent, it failed at one before it: at the metadata, or the keys.
      const failed = sent().findLast((exchange) => exchange.kind === kind) ?? sent().at(-1)
      judgeRedirects(sent(), wire)
      if (failed && !redirectVerdict(failed)) wire.judge(failed.number, faultVerdict(error as Error))
      throw error
    } finally {
      if (sent().some((exchange) => exchange.kind === kind)) judgeMetadata(wire, device, issuer)
    }
  }

  return {
    ...services,
    requestDeviceAuthorization: (request, call) =>
      judged(
        'deviceAuthorization',
        () => services.requestDeviceAuthorization(request, call),
        () => VERDICTS.code,
      ),
    pollToken: (authorization, call) =>
      judged(
        'poll',
        () => {
          const stop = judgeWhileKeysAreAwaited(wire, device, wire.newest())
          return services.pollToken(authorization, call).finally(stop)
        },
        (outcome, exchange) => {
          if (outcome.type === 'granted') {
            if (outcome.tokens.claims) judgeKeys(wire, device)
            return grantVerdict(outcome.tokens, exchange, scope)
          }
          return outcome.type === 'ended' ? faultVerdict(outcome.error) : VERDICTS[outcome.type]
        },
      ),
    refreshTokens: (tokens, call) =>
      judged(
        'refresh',
        () => services.refreshTokens(tokens, call),
        (outcome, exchange) =>
          outcome.type === 'refused' ? faultVerdict(outcome.error) : refreshVerdict(outcome.tokens, exchange),
      ),
    revokeTokens: (tokens) =>
      judged(
        'revocation',
        () => services.revokeTokens(tokens),
        ({ revoked }) => (revoked ? VERDICTS.revoked : VERDICTS.notRevoked),
      ),
    fetchUserInfo: (tokens, call) =>
      judged(
        'userInfo',
        () => services.fetchUserInfo(tokens, call),
        () => VERDICTS.userInfo,
      ),
  }
}

/** The login has got past the metadata: that which came was taken, and what did not come was passed over. */
function judgeMetadata(wire: WireLog, device: string, issuer: string | undefined): void {
  for (const exchange of wire.sentAfter(0, device)) {
    const { number, kind, verdict, endedAt } = exchange
    if (kind !== 'discovery' || verdict || endedAt === undefined) continue
    wire.judge(number, metadataVerdict(exchange, issuer))
  }
}

/** What failed at a redirect says no more than what became of that. */
function judgeRedirects(exchanges: readonly Exchange[], wire: WireLog): void {
  for (const exchange of exchanges) {
    const verdict = redirectVerdict(exchange)
    if (verdict && !exchange.verdict) wire.judge(exchange.number, verdict)
  }
}

/** An ID token was accepted, so its signature was checked with the newest keys that there are. */
function judgeKeys(wire: WireLog, device: string): void {
  const keys = wire.sentAfter(0, device).findLast(({ kind, response }) => kind === 'keys' && response?.status === 200)
  if (keys && !keys.verdict) wire.judge(keys.number, VERDICTS.keys)
}

function faultVerdict(error: Error): Verdict {
  const fault = error as (DeviceFlowError | TransientFault) & Pick<DeviceFlowError, 'field'>
  const { reason, field, message, name } = fault
  return { outcome: reason ?? name, meaning: message, ...(field !== undefined && { field }) }
}
