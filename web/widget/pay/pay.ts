// A quote, or an order that waits for money: says that somebody reads it, asks every few seconds how it stands, and shows
// itself anew when that is another.

const EVERY = 3000
const here = location.pathname.replace(/\/$/, '')

function waits(page: HTMLElement): void {
  const stood = page.dataset.bdState
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(`${here}/state`, { cache: 'no-store' })
      if (answer.ok && ((await answer.json()) as { state: string }).state !== stood && !typing()) {
        location.replace(location.href)
        return
      }
    } catch {
      // no network for a moment: it is asked again
    }
    later()
  }
  const later = (): void => void setTimeout(() => (document.hidden ? later() : void ask()), EVERY)
  later()
}

// What somebody is typing is not taken from them.
function typing(): boolean {
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=hidden]),textarea')].some((i) => i.value !== '')
}

const page = document.querySelector<HTMLElement>('[data-bd-state]')
if (page) waits(page)
if (document.querySelector('[data-bd-seen]')) void fetch(`${here}/seen`, { method: 'POST', keepalive: true }).catch(() => undefined)
