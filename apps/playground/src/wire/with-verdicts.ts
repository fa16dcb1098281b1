import type { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { OAuthServices } from '@device-flow/oauth'
import type { ExchangeKind, Verdict } from './exchange.ts'
import type { WireLog } from './wire-log.ts'

/** What comes of a poll, and of a refresh, in plain words. */
const MEANINGS = {
  granted: 'The person has approved. The tokens were checked, and are kept.',
  pending: 'The person has not decided yet. The device asks again once the interval has passed.',
  slowDown: 'Too soon for this server. From now on the device waits 5 seconds longer between two polls.',
  refreshed: 'There is a new access token. Where a new refresh token came with it, the old one is not used again.',
}

/** Makes services tell the log what they made of each response. */
export function withVerdicts(services: OAuthServices, wire: WireLog, device: string): OAuthServices {
  async function judged<Value>(
    kind: ExchangeKind,
    work: Promise<Value>,
    verdictOn: (value: Value) => Verdict,
  ): Promise<Value> {
    try {
      const value = await work
      wire.judge(device, kind, verdictOn(value))
      return value
    } catch (error) {
      wire.judge(device, kind, faultVerdict(error as Error))
      throw error
    }
  }
  return {
    ...services,
    requestDeviceAuthorization: (request, call) =>
      judged('deviceAuthorization', services.requestDeviceAuthorization(request, call), () => ({
        outcome: 'code',
        meaning: 'There is a code to show. The device code stays on the device.',
      })),
    pollToken: (authorization, call) =>
      judged('poll', services.pollToken(authorization, call), (outcome) =>
        outcome.type === 'ended'
          ? faultVerdict(outcome.error)
          : { outcome: outcome.type, meaning: MEANINGS[outcome.type] },
      ),
    refreshTokens: (tokens, call) =>
      judged('refresh', services.refreshTokens(tokens, call), (outcome) =>
        outcome.type === 'refused'
          ? faultVerdict(outcome.error)
          : { outcome: outcome.type, meaning: MEANINGS[outcome.type] },
      ),
  }
}

function faultVerdict(error: Error): Verdict {
  const { reason } = error as DeviceFlowError | TransientFault
  return { outcome: reason ?? error.name, meaning: error.message }
}
