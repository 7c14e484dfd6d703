/** The line that puts the chat onto a page. */
export const snippet = (house: string): string => `<script async src="${house}/w/chat.js"></script>`

/** What a page calls where its visitor is signed in; id and hash come from the site's own server. */
export const boot = `<script>
  window.bdChat = window.bdChat || function () { (bdChat.q = bdChat.q || []).push(arguments) }
  bdChat('boot', { user: { id: ID, hash: HASH } })
</script>`
