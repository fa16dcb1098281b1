import type { ScriptedResponse } from '../server/scripted-response.ts'
import type { ProviderFixture } from './provider-fixture.ts'

function graphError(subcode: number, message: string): ScriptedResponse {
  return {
    status: 400,
    body: { error: { message, type: 'OAuthException', code: 31, error_subcode: subcode, fbtrace_id: 'AbCdEf' } },
  }
}

/** Facebook (developers.facebook.com, Facebook Login for Devices). */
export const facebook: ProviderFixture = {
  deviceAuthorizationPath: '/v2.6/device/login',
  tokenPath: '/v2.6/device/login_status',
  refuse: ({ form }) =>
    /^[^|]+\|[^|]+$/.test(form.get('access_token') ?? '') ? undefined : graphError(0, 'An access token is required.'),
  formOf: ({ form }) => new URLSearchParams([...form, ['device_code', form.get('code') ?? '']]),
  issued: ({ device_code: code, ...others }) => ({ body: { code, ...others } }),
  verdicts: {
    pending: () => graphError(1_349_174, 'The user has not yet entered the code.'),
    slowDown: () => graphError(1_349_172, 'You are polling too frequently.'),
    expired: () => graphError(1_349_152, 'The code has expired.'),
  },
  granted: ({ access_token, expires_in }) => ({ access_token, expires_in, data_access_expiration_time: 1_767_225_600 }),
  refresh: 'none',
}
