import { toAttributes } from '@device-flow/element'
import type {
  DeviceLoginAttributes,
  DeviceLoginElement,
  DeviceLoginEventMap,
  DeviceLoginProperties,
} from '@device-flow/element'
import type { AuthorizedView, DeviceFlowError, DeviceFlowView } from '@device-flow/machine'
import { createElement, forwardRef, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import type { CSSProperties, ForwardRefExoticComponent, ReactNode, RefAttributes } from 'react'

export type { DeviceLoginElement }

/** The props of {@link DeviceLogin}. */
export interface DeviceLoginProps extends DeviceLoginAttributes, DeviceLoginProperties {
  /** Somebody is signed in, by a session that was kept, too. */
  onSignedIn?: ((view: AuthorizedView) => void) | undefined
  /** Nobody is signed in any more, whoever ended it. */
  onSignedOut?: (() => void) | undefined
  /** A login or a session has come to its end, or is out of reach. */
  onLoginError?: ((error: DeviceFlowError) => void) | undefined
  /** Anything looks different. */
  onViewChange?: ((view: DeviceFlowView) => void) | undefined
  /** Stands above the "Sign in" button. */
  signedOut?: ReactNode
  /** For people who are signed in. */
  children?: ReactNode
  /** The class of the element. */
  className?: string | undefined
  /** Its style: `--device-login-accent` and the like. */
  style?: CSSProperties | undefined
  // JSX takes any name with a hyphen that no type mentions.
  /** The prop is `clientId`. */
  'client-id'?: never
  /** The prop is `allowedOrigins`. */
  'allowed-origins'?: never
}

/**
 * A ready screen for device login: `<device-login>` of `@device-flow/element`. Its ref is the element, with `start`, `fetch`, `signOut` and
 * the other commands. `services`, `store` and `options` are those of the first render, so they may be written inline; everything else may
 * change.
 *
 * @example
 * ```tsx
 * import { DeviceLogin } from '@device-flow/react/device-login'
 *
 * export function App() {
 *   return (
 *     <DeviceLogin issuer="https://login.example.com" clientId="living-room-tv" scope="openid profile">
 *       <p>You are signed in.</p>
 *     </DeviceLogin>
 *   )
 * }
 * ```
 */
export const DeviceLogin: ForwardRefExoticComponent<DeviceLoginProps & RefAttributes<DeviceLoginElement>> = forwardRef<
  DeviceLoginElement,
  DeviceLoginProps
>(function DeviceLogin(props, ref) {
  const { services, store, options, words, signedOut, children, className, style, ...rest } = props
  const element = useRef<DeviceLoginElement | null>(null)
  const first = useRef({ services, store, options, words })
  const latest = useRef(rest)
  const stop = useRef<(() => void) | undefined>(undefined)
  // By the ref, not in an effect of the layout: React 18 complains of those on a server.
  const attach = useCallback((login: DeviceLoginElement | null) => {
    stop.current?.()
    stop.current = login ? listenTo(login, latest) : undefined
    element.current = login
    if (!login) return
    for (const [name, value] of Object.entries(first.current)) if (value) Object.assign(login, { [name]: value })
  }, [])
  useImperativeHandle(ref, () => element.current as DeviceLoginElement)
  useEffect(() => {
    latest.current = rest
  })
  useEffect(() => {
    if (element.current) element.current.words = words
  }, [words])

  return createElement(
    'device-login',
    { ...toAttributes(rest), ref: attach, class: className, style },
    signedOut === undefined ? null : createElement('div', { key: 'signed-out', slot: 'signed-out' }, signedOut),
    children,
  )
})

type Callbacks = Pick<DeviceLoginProps, 'onSignedIn' | 'onSignedOut' | 'onLoginError' | 'onViewChange'>

/** Calls what the latest rendering wants to be called. The returned function ends it. */
function listenTo(login: DeviceLoginElement, latest: { readonly current: Callbacks }): () => void {
  const listeners: { [Name in keyof DeviceLoginEventMap]: (event: DeviceLoginEventMap[Name]) => void } = {
    'signed-in': ({ detail }) => latest.current.onSignedIn?.(detail),
    'signed-out': () => latest.current.onSignedOut?.(),
    'login-error': ({ detail }) => latest.current.onLoginError?.(detail),
    'view-change': ({ detail }) => latest.current.onViewChange?.(detail),
  }
  const all = Object.entries(listeners) as [string, EventListener][]
  for (const [name, listener] of all) login.addEventListener(name, listener)
  return () => {
    for (const [name, listener] of all) login.removeEventListener(name, listener)
  }
}
