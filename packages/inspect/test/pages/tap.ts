/** Keeps everything that this window is sent, and shows it, as a viewer would. */
export function tapMessages(): void {
  window.tapped = []
  window.addEventListener('message', ({ origin, data }: MessageEvent) => {
    window.tapped.push({ origin, data })
    document.body.append(JSON.stringify(data))
  })
}
