package dsc.workbench.loopback;

/**
 * What is served at one path for one method.
 *
 * @param method GET, which changes nothing and is open to every program of this machine, or POST, which needs the token
 */
record Route(String method, String path, LoopbackServer.Handler handler) {

    boolean isChange() {
        return method.equals("POST");
    }

    /**
     * How many bytes of body follow.
     *
     * @throws RefusedException if these are more than a body has
     */
    int bodyLength(Head head) throws RefusedException {
        long length = head.length();
        if (length > LoopbackServer.BODY_BYTES_MAX) {
            throw new RefusedException(413, "a body has at most 64 KiB");
        }
        return (int) length;
    }
}
