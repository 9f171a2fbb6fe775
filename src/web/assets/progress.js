// Shows how far a return has been read, and the result when it is there.
const place = document.querySelector('[data-progress]')
if (place) {
  const source = new EventSource(place.dataset.progress)
  source.addEventListener('progress', (event) => {
    place.textContent = JSON.parse(event.data)
  })
  source.addEventListener('done', () => {
    source.close()
    location.reload()
  })
}
