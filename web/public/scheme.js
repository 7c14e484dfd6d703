// Before the first paint, so that a dark screen does not begin with a white flash. The page allows no inline script.
var scheme = localStorage.getItem('banhda-scheme')
if (scheme !== 'light' && scheme !== 'dark') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
document.documentElement.setAttribute('data-mantine-color-scheme', scheme)
