// The buttons by which somebody hands their link on: what the browser can by itself is added to what works without a script, and
// that something was handed on is told.

const box = document.querySelector<HTMLElement>('[data-bd-share]')
const text = document.querySelector<HTMLTextAreaElement>('[data-bd-words]')
const noted = document.querySelector<HTMLElement>('[data-bd-copied]')

const tell = (by: string): void => {
  void fetch('/my/refer/shared', { method: 'POST', body: new URLSearchParams({ by }), keepalive: true }).catch(() => undefined) // not told, and shared all the same
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(text!.value)
  } catch {
    text!.select() // it may not write: it is marked, to be copied by hand
    return
  }
  if (noted) noted.textContent = noted.dataset.text ?? ''
  tell('copy')
}

async function share(): Promise<void> {
  try {
    await navigator.share({ text: text!.value })
    tell('share')
  } catch {
    // they thought better of it
  }
}

if (box && text) {
  const button = (by: string): HTMLElement | null => box.querySelector(`[data-bd-by=${by}]`)
  if ('share' in navigator) {
    button('share')?.removeAttribute('hidden')
    button('share')?.addEventListener('click', () => void share())
  }
  button('copy')?.removeAttribute('hidden')
  button('copy')?.addEventListener('click', () => void copy())
  for (const by of ['sms', 'mail']) button(by)?.addEventListener('click', () => tell(by))
}
