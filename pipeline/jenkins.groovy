// The steps of the Jenkinsfile's stages. `load 'pipeline/jenkins.groovy'` returns them.

/** Tests, one after the other: agents rarely have processors for several builds of this size. */
void test(List<String> components) {
    components.each { sh "pipeline/test ${it}" }
}

/** Builds the images and pushes them. The login ends with the block. */
void publish(List<String> components) {
    components.each { sh "pipeline/image ${it}" }
    withCredentials([usernamePassword(credentialsId: 'registry', usernameVariable: 'REGISTRY_USER', passwordVariable: 'REGISTRY_PASSWORD')]) {
        components.each { sh "pipeline/push ${it}" }
    }
}

/**
 * Releases page and API in one change and waits for this revision's own outcome. A later build that came further ends this one at the
 * milestone before it could release older code.
 */
void release(List<String> components) {
    List<String> parts = components - 'operator'
    if (parts.isEmpty()) {
        currentBuild.description = 'nothing to release'
        return
    }
    milestone()
    int status = 0
    withCredentials([file(credentialsId: 'order-app-kubeconfig', variable: 'KUBECONFIG')]) {
        status = sh(script: "pipeline/release ${parts.join(' ')}", returnStatus: true)
    }
    junit allowEmptyResults: true, testResults: 'target/release-junit.xml'
    String outcome = fileExists('target/outcome') ? readFile('target/outcome').trim() : ''
    currentBuild.description = outcome
    switch (status) {
        case 0:
            return
        case 4:
            // Neither good nor bad: a later push took its place, and has a build of its own.
            currentBuild.result = 'NOT_BUILT'
            return
        default:
            error(outcome ?: "the release could not be made (status ${status}); see above")
    }
}

return this
