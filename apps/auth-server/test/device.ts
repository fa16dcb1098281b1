import type { AuthServer } from '../src/index.ts'

/** The parts of a JSON response that the tests look at. */
export interface DeviceResponse {
  status: number
  headers: Headers
  body: Record<string, unknown> & {
    device_code: string
    user_code: string
    verification_uri: string
    verification_uri_complete: string
    access_token: string
    refresh_token: string
    id_token: string
  }
}

/** What devices usually ask for. */
export const EVERYTHING = 'openid profile email offline_access api:read'

interface Credentials {
  headers?: Record<string, string>
  fields?: Record<string, string>
}

/** A device with nothing but `fetch`. */
export class Device {
  readonly #server: AuthServer
  readonly #credentials: Credentials
  code: DeviceResponse['body'] | undefined

  constructor(server: AuthServer, credentials: Credentials = { fields: { client_id: server.clientId } }) {
    this.#server = server
    this.#credentials = credentials
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<DeviceResponse> {
    const response = await fetch(this.#server.issuer + path, {
      method: 'POST',
      headers: { ...this.#credentials.headers, ...headers },
      body: new URLSearchParams({ ...this.#credentials.fields, ...fields }),
    })
    const text = await response.text()
    const body = text === '' ? {} : (JSON.parse(text) as object)
    return { status: response.status, headers: response.headers, body: body as DeviceResponse['body'] }
  }

  async askForCode(fields: Record<string, string> = { scope: EVERYTHING }): Promise<DeviceResponse['body']> {
    const { body } = await this.post('/device/auth', fields)
    this.code = body
    return body
  }

  poll(): Promise<DeviceResponse> {
    const grant = 'urn:ietf:params:oauth:grant-type:device_code'
    return this.post('/token', { grant_type: grant, device_code: this.code?.device_code ?? '' })
  }

  refresh(refreshToken: string): Promise<DeviceResponse> {
    return this.post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken })
  }

  revoke(token: string): Promise<DeviceResponse> {
    return this.post('/token/revocation', { token })
  }

  get(path: string, accessToken?: string, headers: Record<string, string> = {}): Promise<Response> {
    const authorization = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
    return fetch(this.#server.apiUrl + path, { headers: { ...authorization, ...headers } })
  }
}
