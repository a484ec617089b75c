// Tells the API how this page started, or that it failed: a script of its own, since a bundle that does not load, parse or
// run cannot tell. Old syntax throughout, for the same reason. README.md, "How a page fails", says what counts.
(function (window, document) {
  /** A bundle that has not started the page by then, milliseconds, is taken for one that never will. */
  var PATIENCE = 20000
  var FILES = window.location.origin + '/assets/'
  var signedIn
  var running = false
  var leaving = false
  var said = {}
  /** What `missingFile` in the page itself deals with, mostly by loading the page anew. */
  var missingFile = {}

  function cookie(name) {
    var match = new RegExp('(?:^|; )' + name + '=([^;]*)').exec(document.cookie)
    return match && decodeURIComponent(match[1])
  }

  function ask(method, path, headers, body) {
    var revision = document.querySelector('meta[name="order-app-revision"]')
    headers['X-Order-App-Revision'] = (revision && revision.content) || ''
    return window.fetch(path, { method: method, headers: headers, body: body, credentials: 'same-origin', cache: 'no-store', keepalive: true })
  }

  function send(report) {
    var token = cookie('XSRF-TOKEN')
    return token && ask('POST', '/api/page', { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token }, JSON.stringify(report))
  }

  /** Each event once per page. Nobody is counted who is not signed in, so nothing is sent where that is known. */
  function say(event, what) {
    if (said[event] || signedIn === false || leaving) {
      return
    }
    said[event] = true
    var report = { event: event, what: what && what.slice(0, 200) }
    // Any answer of the API brings the token; this one also says whether anybody is signed in.
    var sent = cookie('XSRF-TOKEN') ? send(report) : ask('GET', '/api/session', {}).then(function (answer) { return answer.ok && send(report) })
    // Who cannot be reached cannot be told.
    Promise.resolve(sent)['catch'](function () {})
  }

  function fail(what) {
    say('failed', what)
  }

  /** Kind and place, never a message, which could quote what the visitor typed. */
  function failAt(error, place) {
    var file = String(place).split(FILES)[1]
    var name = (error && error.name) || 'Error'
    if (file && error !== missingFile && name !== 'AbortError') {
      fail('error ' + name + ' /assets/' + file.split(/[\s)]/)[0])
    }
  }

  window.addEventListener('error', function (event) {
    var script = event.target && event.target.tagName === 'SCRIPT' && event.target.src
    if (!script) {
      // What does not parse was thrown nowhere.
      failAt(event.error, firstFrame(event.error) || event.filename + ':' + event.lineno)
    } else if (script.indexOf(FILES) === 0) {
      fail('load ' + script.slice(window.location.origin.length))
    }
  }, true)

  window.addEventListener('unhandledrejection', function (event) {
    failAt(event.reason, firstFrame(event.reason))
  })

  /** Where it was thrown: the first frame alone, since a browser extension's error may pass through our code. */
  function firstFrame(error) {
    var lines = String((error && error.stack) || '').split('\n')
    for (var i = 0; i < lines.length; i++) {
      if (/:\d+:\d+\)?$/.test(lines[i])) {
        return lines[i]
      }
    }
    return ''
  }

  window.addEventListener('vite:preloadError', function (event) {
    missingFile = event.payload
  })
  window.addEventListener('pagehide', function () { leaving = true })
  window.addEventListener('pageshow', function () { leaving = false })

  window.setTimeout(function () {
    if (!running) {
      fail('not started')
    }
  }, PATIENCE)

  function tellStart() {
    if (running && signedIn) {
      say('started')
    }
  }

  window.orderAppBeacon = {
    running: function () {
      running = true
      tellStart()
    },
    signedIn: function (yes) {
      signedIn = yes
      tellStart()
    },
    failed: fail
  }
})(window, document)
