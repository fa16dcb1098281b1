import { useCallback, useEffect, useRef, useState } from 'react'
import { readFile, readLink, type Opened } from './open-recording.ts'

/** A recording that is open, and where in it somebody is. */
export interface OpenRecording extends Opened {
  step: number
  open(file: File): void
  goTo(step: number): void
  close(): void
}

/** Opens files, and the recording in the link that led here, where it went wrong or else at its beginning; steps through them. */
export function useRecording(): OpenRecording {
  const [opened, setOpened] = useState<Opened>({})
  const [step, setStep] = useState(0)
  const latest = useRef(0)

  const show = useCallback(async (reading: Promise<Opened>): Promise<void> => {
    const number = ++latest.current
    const read = await reading
    // What was asked for later may have been read sooner.
    if (number !== latest.current) return
    setOpened(read)
    setStep(read.recording?.fault ?? 0)
  }, [])
  const open = useCallback(
    (file: File): void => {
      forgetLink()
      void show(readFile(file))
    },
    [show],
  )
  const close = useCallback((): void => {
    forgetLink()
    void show(Promise.resolve({}))
  }, [show])
  useEffect(() => {
    const openLink = (): void => void show(readLink(window.location.hash))
    if (window.location.hash !== '') openLink()
    window.addEventListener('hashchange', openLink)
    return () => window.removeEventListener('hashchange', openLink)
  }, [show])

  const last = (opened.recording?.steps.length ?? 1) - 1
  const goTo = useCallback((to: number) => setStep(Math.max(0, Math.min(to, last))), [last])
  return { ...opened, step, open, goTo, close }
}

/** Takes the recording out of the address: a page that is loaded again would open it again. */
function forgetLink(): void {
  const { pathname, search, hash } = window.location
  if (hash !== '') window.history.replaceState(null, '', pathname + search)
}
