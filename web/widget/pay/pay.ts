// A page that waits for money: asks every few seconds how it stands, and shows itself anew when that is another.

const EVERY = 3000

function waits(page: HTMLElement): void {
  const stood = page.dataset.bdState
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(`${location.pathname.replace(/\/$/, '')}/state`, { cache: 'no-store' })
      if (answer.ok && ((await answer.json()) as { state: string }).state !== stood) {
        location.reload()
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

const page = document.querySelector<HTMLElement>('[data-bd-state]')
if (page) waits(page)
