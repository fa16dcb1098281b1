import type { EventJson, ViewerMessage } from '@device-flow/inspect'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { emptyModel, type Actor, type Model } from '../model/model.ts'
import { receive, type Arrival } from '../model/receive.ts'
import type { Link, LinkStatus } from './link.ts'
import { linkToServer } from './socket-link.ts'
import { linkToWindow } from './window-link.ts'

/** What arrived at this page, and how to send back. */
export interface Inspection {
  model: Model
  /** The state of the link to the window that opened or holds this page. */
  window: LinkStatus
  /** The state of the link to the server of this page. */
  server: LinkStatus
  /** Sends an event to an actor. */
  send(actor: Actor, event: EventJson): void
}

/** Links to inspectors as long as the page lives. */
export function useInspection(): Inspection {
  const [model, onArrival] = useReducer<Model, [Arrival]>(receive, emptyModel)
  const [windowStatus, setWindowStatus] = useState<LinkStatus>('absent')
  const [serverStatus, setServerStatus] = useState<LinkStatus>('absent')
  const links = useRef<readonly Link[]>([])

  useEffect(() => {
    links.current = [
      linkToWindow({ onArrival, onStatus: setWindowStatus }),
      linkToServer({ onArrival, onStatus: setServerStatus }),
    ]
    return () => links.current.forEach((link) => link.close())
  }, [])

  const send = useCallback(({ source, sessionId }: Actor, event: EventJson) => {
    const message: ViewerMessage = { type: 'send', sessionId, event }
    for (const link of links.current) link.send(source, message)
  }, [])
  return { model, window: windowStatus, server: serverStatus, send }
}
